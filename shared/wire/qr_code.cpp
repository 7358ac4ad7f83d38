#include "shared/wire/qr_code.h"

#include <qrencode.h>

#include <memory>

namespace phirap {

std::optional<QrCode> qr_code(const std::string& text, QrLoss loss) {
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> made(
        QRcode_encodeString(text.c_str(), 0, loss == QrLoss::of_paper ? QR_ECLEVEL_M : QR_ECLEVEL_L,
                            QR_MODE_8, 1),
        QRcode_free);
    if (made == nullptr) {
        return std::nullopt;
    }
    QrCode code;
    code.width = made->width;
    const auto squares = static_cast<std::size_t>(made->width) * static_cast<std::size_t>(made->width);
    for (std::size_t i = 0; i < squares; ++i) {
        code.dark.push_back((made->data[i] & 1) != 0);
    }
    return code;
}

}  // namespace phirap
