// A QR code (ISO/IEC 18004) of a text: which squares are dark.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace phirap {

struct QrCode {
    int width = 0;
    std::vector<bool> dark;  // row by row

    // Outside of it all is light.
    [[nodiscard]] bool is_dark(int x, int y) const {
        return x >= 0 && y >= 0 && x < width && y < width && dark[static_cast<std::size_t>(y * width + x)];
    }
};

// How much of it may be lost and read all the same: on a screen little, on paper more.
enum class QrLoss { of_screen, of_paper };  // levels L (7 %) and M (15 %)

// As small as holds the text. Nothing for one that no code holds.
[[nodiscard]] std::optional<QrCode> qr_code(const std::string& text, QrLoss loss);

}  // namespace phirap
