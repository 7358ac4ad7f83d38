// JSON has to be UTF-8 as a whole. Of a file that is not, broken bytes and NULs are put aside by letters that
// no text holds, so that the row and the field with them can be named and the rest be read.
#pragma once

#include <string>
#include <string_view>

namespace phirap {

enum class Broken { no, bytes, nul };

// The text as UTF-8 without NULs: U+FFFE stands for a broken byte, U+FFFF for a NUL.
[[nodiscard]] std::string with_marks(std::string_view text);
// What a text that went through with_marks was.
[[nodiscard]] Broken broken(std::string_view marked);

}  // namespace phirap
