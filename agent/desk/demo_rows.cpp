#include "agent/desk/demo_rows.h"

#include <array>

#include "agent/pictures/prepare.h"
#include "agent/pictures/webp_encoder.h"
#include "agent/recorder.h"
#include "shared/core/day.h"
#include "shared/host/files.h"

namespace phirap::agent {
namespace {

struct DemoChannel {
    const char* kind;
    const char* link;
};
struct DemoRow {
    int months_ago;
    int day;
    const char* activity;
    const char* place;
    std::int64_t participants;
    std::int64_t downloads;
    std::int64_t official_downloads;
    std::array<DemoChannel, 3> channels;
    int pictures;
};

constexpr const char* author = "ผู้ทดลองใช้งาน";
constexpr std::array<DemoRow, 5> rows = {{
    {1,
     4,
     "ตัวอย่าง: อบรมการใช้แอปพลิเคชันแก่ผู้นำชุมชน",
     "ศาลากลางบ้าน หมู่ที่ 3",
     62,
     48,
     1,
     {{{"facebook", "https://example.com/demo/1"}, {"line", "https://example.com/demo/2"}, {}}},
     2},
    {1,
     12,
     "ตัวอย่าง: ประชาสัมพันธ์ในการประชุมประจำเดือนกำนันผู้ใหญ่บ้าน",
     "หอประชุมอำเภอ",
     118,
     73,
     2,
     {{{"tiktok", "https://example.com/demo/3"}, {"youtube", "https://example.com/demo/4"}, {}}},
     1},
    {1,
     20,
     "ตัวอย่าง: ตลาดนัดสินค้าชุมชน",
     "ลานหน้าที่ว่าการอำเภอ",
     90,
     41,
     0,
     {{{"village_loudspeaker", ""}, {"poster", ""}, {}}},
     1},
    {0,
     1,
     "ตัวอย่าง: แนะนำแอปพลิเคชันแก่กลุ่มสตรี",
     "อาคารเอนกประสงค์ หมู่ที่ 5",
     45,
     30,
     1,
     {{{"facebook", "https://example.com/demo/5"}, {}, {}}},
     1},
    {0, 2, "ตัวอย่าง: กิจกรรมที่ยังไม่มีหลักฐานการเผยแพร่", "วัดประจำหมู่บ้าน", 25, 0, 0, {{{"line", ""}, {}, {}}}, 0},
}};

// Hills under a sky, another for each number: enough to see which picture is which.
Pixels drawn(std::uint32_t number) {
    constexpr Extent extent{960, 720};
    Pixels pixels{extent, Bytes(extent.pixels() * 3)};
    const std::uint32_t hue = number * 71 % 160;
    for (std::uint32_t y = 0; y < extent.height; ++y) {
        for (std::uint32_t x = 0; x < extent.width; ++x) {
            const std::uint32_t slope = (x * (number % 5 + 2) / 7 + number * 97) % 480;
            const std::uint32_t hill = 360 + (slope < 240 ? slope : 480 - slope);
            const bool is_sky = y < hill;
            std::uint8_t* at = pixels.rgb.data() + (std::size_t{y} * extent.width + x) * 3;
            at[0] = static_cast<std::uint8_t>(is_sky ? 120 + y / 6 : 60 + hue / 2);
            at[1] = static_cast<std::uint8_t>(is_sky ? 170 + y / 12 : 110 + hue / 3 + (y - hill) / 8);
            at[2] = static_cast<std::uint8_t>(is_sky ? 230 - hue / 8 : 50 + hue / 4);
        }
    }
    return pixels;
}

// Nothing where this PC cannot make one: a demo without its pictures is a demo all the same.
std::vector<Evidence> drawn_pictures(const std::filesystem::path& folder, std::uint32_t first, int count) {
    PicturePreparer preparer(folder);
    std::vector<Evidence> pictures;
    for (std::uint32_t number = first; number < first + static_cast<std::uint32_t>(count); ++number) {
        const std::filesystem::path file = folder / ("demo-" + std::to_string(number) + ".webp");
        const bool is_written = write_file(file, webp_within(drawn(number), {80, 50, 200'000})).has_value();
        PreparedPicture picture =
            is_written ? preparer.prepare(file) : fail(ErrorKind::not_found, "picture_not_found");
        std::error_code ignored;
        std::filesystem::remove(file, ignored);
        if (picture) {
            picture->role = "activity_photo";
            pictures.push_back(*picture);
        }
    }
    return pictures;
}

FormRow form_row(const DemoRow& row, Month month) {
    FormRow form;
    put_field(form.fields, "date", Value(to_text(Day{month.year, month.month, row.day})));
    put_field(form.fields, "activity", Value(std::string(row.activity)));
    put_field(form.fields, "place", Value(std::string(row.place)));
    put_field(form.fields, "participants", Value(row.participants));
    put_field(form.fields, "downloads", Value(row.downloads));
    put_field(form.fields, "official_downloads", Value(row.official_downloads));
    form.channels.emplace();
    for (const DemoChannel& channel : row.channels) {
        if (channel.kind != nullptr) {
            FormChannel& added = form.channels->emplace_back();
            put_field(added.fields, "kind", Value(std::string(channel.kind)));
            if (*channel.link != '\0') {
                put_field(added.fields, "link", Value(std::string(channel.link)));
            }
        }
    }
    return form;
}

}  // namespace

void save_demo_rows(AgentStore& store, const std::filesystem::path& folder, std::int64_t wall_ms) {
    const Saver saver{author, Source::command, std::nullopt};
    const int now = index_of(month_of(bangkok_time(wall_ms).day));
    std::uint32_t drawn_so_far = 1;
    for (const int months_ago : {1, 0}) {
        if (const auto month = month_from_index(now - months_ago)) {
            std::vector<Field> fields;
            put_field(fields, "reporter", Value(std::string(author)));
            put_field(fields, "position", Value(std::string("ตำแหน่งตัวอย่าง")));
            static_cast<void>(save_month(store, *month, fields, {}, saver));
        }
    }
    for (const DemoRow& row : rows) {
        const auto month = month_from_index(now - row.months_ago);
        const auto saved = month ? save_row(store, *month, form_row(row, *month), saver)
                                 : Checked<SavedEntry>(tl::unexpected(std::vector<FormFault>()));
        if (!saved) {
            continue;  // a pack of another form: the demo begins empty
        }
        const std::vector<Evidence> pictures = drawn_pictures(folder, drawn_so_far, row.pictures);
        drawn_so_far += static_cast<std::uint32_t>(row.pictures);
        if (!pictures.empty()) {
            static_cast<void>(attach_pictures(store, *month, saved->row, pictures, "", saver));
        }
    }
}

}  // namespace phirap::agent
