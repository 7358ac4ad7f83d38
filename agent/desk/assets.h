// The desk's pages as they were made when the program was built: each file's bytes, inside the program.
#pragma once

#include <span>
#include <string_view>

namespace phirap::agent {

struct Asset {
    std::string_view path;    // "/desk.css"; as a browser asks for it
    std::string_view type;    // "text/css; charset=utf-8"
    std::string_view sha256;  // of what a browser makes of it, hexadecimal: its ETag
    std::string_view bytes;   // gzipped; of the shell as it is
    bool is_immutable;        // its name says what is in it: other bytes get another name
};

// By path; empty when the program was built without pages (-DPHIRAP_PAGES=OFF). The shell of every page is
// "/desk.html", in which {{lang}}, {{title}} and {{version}} are filled when it is served.
[[nodiscard]] std::span<const Asset> assets();
[[nodiscard]] const Asset* asset_at(std::string_view path);

}  // namespace phirap::agent
