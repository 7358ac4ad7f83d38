// Before a long wait: the memory that was needed to start and to work is given back to the machine.
#pragma once

namespace phirap {

// Returns what malloc holds free, and lets go of the pages of program text and constants that were read so
// far, ours and the libraries'. Nothing is lost: what is needed again is read again, mostly from the
// kernel's own cache, at some microseconds a page. Callable from any thread, also while others work.
void give_memory_back();

}  // namespace phirap
