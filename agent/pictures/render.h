// One picture, rendered: what is sent of it.
//
// Takes the bytes of a file from anywhere. Runs in a process of its own (render_child.h); the functions are
// here by themselves so that tests and benchmarks can call them.
#pragma once

#include <optional>
#include <string>

#include "shared/core/bytes.h"
#include "shared/core/result.h"

namespace phirap::agent {

struct Rendered {
    Bytes preview;      // WebP, long edge at most 320, at most 18 kB
    Bytes rendition;    // WebP, or of the file's own kind where that was small enough; at most 180 kB
    std::string taken;  // as in Evidence
    std::optional<std::uint64_t> likeness;  // as in Evidence

    bool operator==(const Rendered&) const = default;
};

// Upright, never larger than it was, without metadata. A file within the bounds of a rendition is not
// compressed anew, only turned and stripped. Errors (bad_input): those of kind_of and decode,
// picture_needs_too_much when it does not fit into memory.
[[nodiscard]] Result<Rendered> render(BytesView file);

}  // namespace phirap::agent
