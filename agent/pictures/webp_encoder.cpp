#include "agent/pictures/webp_encoder.h"

#include <webp/encode.h>

#include <algorithm>

#include "agent/pictures/area_scaler.h"
#include "shared/core/invariant.h"

namespace phirap::agent {
namespace {

// Quality steps that are not worth another encoding: 5 % of the bytes.
constexpr int quality_step = 3;

class Encoder {
  public:
    explicit Encoder(const Pixels& pixels) {
        invariant(WebPPictureInit(&picture_) != 0, "libwebp is the one we were built with");
        picture_.width = static_cast<int>(pixels.extent.width);
        picture_.height = static_cast<int>(pixels.extent.height);
        picture_.writer = take;
        picture_.custom_ptr = &made_;
        is_ready_ = WebPPictureImportRGB(&picture_, pixels.rgb.data(), picture_.width * 3) != 0;
    }
    ~Encoder() { WebPPictureFree(&picture_); }
    Encoder(const Encoder&) = delete;
    Encoder& operator=(const Encoder&) = delete;

    // Empty when it cannot.
    [[nodiscard]] Bytes encode(int quality) {
        WebPConfig config;
        invariant(WebPConfigPreset(&config, WEBP_PRESET_PHOTO, static_cast<float>(quality)) != 0,
                  "libwebp is the one we were built with");
        config.method = 4;
        made_.clear();
        return is_ready_ && WebPEncode(&config, &picture_) != 0 ? std::move(made_) : Bytes();
    }

  private:
    static int take(const std::uint8_t* bytes, std::size_t count, const WebPPicture* picture) {
        append(*static_cast<Bytes*>(picture->custom_ptr), {bytes, count});
        return 1;
    }

    WebPPicture picture_{};
    Bytes made_;
    bool is_ready_ = false;
};

// The best quality within the bound, by guessing between one that is too large and one that is not.
Bytes lowered(Encoder& encoder, const WebpBound& bound, std::size_t too_large_bytes) {
    int too_large = bound.quality;
    int fits = bound.quality_min;
    Bytes best = encoder.encode(fits);
    if (best.size() > bound.bytes_max) {
        return best;
    }
    for (int tries = 0; tries < 2 && too_large - fits > quality_step && !best.empty(); ++tries) {
        const auto room =
            static_cast<int>((bound.bytes_max - best.size()) * 90 / (too_large_bytes - best.size()));
        const int guess = std::clamp(fits + (too_large - fits) * room / 100, fits + 1, too_large - 1);
        Bytes made = encoder.encode(guess);
        if (made.size() > bound.bytes_max) {
            too_large = guess;
            too_large_bytes = made.size();
        } else {
            fits = guess;
            best = std::move(made);
        }
    }
    return best;
}

// A long edge with which about `bytes_max` come out: bytes grow a little less than pixels do.
std::uint32_t smaller_edge(Extent extent, std::size_t bytes, std::size_t bytes_max) {
    std::uint64_t percent = 95;
    while (percent > 20 && bytes * percent * percent > bytes_max * 9'500) {
        percent -= 5;
    }
    return std::max<std::uint32_t>(1, static_cast<std::uint32_t>(extent.long_edge() * percent / 100));
}

}  // namespace

Bytes webp_within(const Pixels& pixels, const WebpBound& bound) {
    std::size_t bytes = 0;
    {
        Encoder encoder(pixels);
        Bytes made = encoder.encode(bound.quality);
        if (made.size() <= bound.bytes_max) {
            return made;
        }
        made = lowered(encoder, bound, made.size());
        if (made.size() <= bound.bytes_max) {
            return made;
        }
        bytes = made.size();
    }
    const Pixels smaller =
        scaled(pixels, fitted(pixels.extent, smaller_edge(pixels.extent, bytes, bound.bytes_max)));
    return webp_within(smaller, {bound.quality_min, bound.quality_min, bound.bytes_max});
}

}  // namespace phirap::agent
