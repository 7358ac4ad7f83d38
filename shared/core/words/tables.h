// The catalogue's areas. A new area is a new file here and one line in words.cpp.
#pragma once

#include "shared/core/words.h"

namespace phirap::words {

std::span<const Sentence> calendar();     // dates, months and numbers as people type them
std::span<const Sentence> grading();      // facts, criteria, next steps, due dates
std::span<const Sentence> records();      // operations, merging, what may be typed into a form
std::span<const Sentence> sync();         // frames, acknowledgements, the line
std::span<const Sentence> uploads();      // where pictures are, and why one waits
std::span<const Sentence> agent();        // the agent's commands
std::span<const Sentence> agent_help();   // what --help of the agent says
std::span<const Sentence> desk_door();    // coming in at the desk, enrolment and settings there
std::span<const Sentence> server();       // the server's commands
std::span<const Sentence> backups();      // the server's backups, restoring, verifying
std::span<const Sentence> server_help();  // what --help says of them
std::span<const Sentence> store();        // the machine in trouble: disk, files, folders, keys
std::span<const Sentence> pictures();     // what is wrong with a picture, what became of it
std::span<const Sentence> forms();        // what people bring: JSON, CSV, what they type into a form
std::span<const Sentence> desk_pages();   // the officer's pages: the shell and the month
std::span<const Sentence> desk_more();    // the officer's pages: all but the month
std::span<const Sentence> desk();         // what the desk's answers say
std::span<const Sentence> pack();         // mission packs and the JSON and CSV files that people bring

}  // namespace phirap::words
