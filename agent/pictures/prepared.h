// A picture made ready by the process that was called, for the one that has the store.
//
// Files are opened with the caller's rights and rendered before anyone holds the store, so a slow picture
// keeps no one waiting; bytes go to the blob stores of the data folder, which many may put into at once. What
// is left to say is this: which file became which evidence, or what is wrong with it.
#pragma once

#include <map>
#include <string>

#include "shared/core/evidence.h"
#include "shared/core/result.h"

namespace phirap::agent {

// Without a role, which the row's form gives.
using PreparedPicture = Result<Evidence>;

// By the name that stands in the command or in the imported file.
using Pictures = std::map<std::string, PreparedPicture>;

// As lines of text; nothing when it is not that, or of another version of what renditions are.
[[nodiscard]] std::string note_of(const PreparedPicture& picture);
[[nodiscard]] std::optional<PreparedPicture> picture_from_note(std::string_view text);

// Into and out of the files that go with a control request, beside others.
void put_pictures(const Pictures& pictures, std::map<std::string, Bytes>& files);
[[nodiscard]] Pictures pictures_from(const std::map<std::string, Bytes>& files);

}  // namespace phirap::agent
