// Pictures dropped onto rows of the desk.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/agent/desk_pages.h"
#include "tests/agent/drawn_pictures.h"

using namespace phirap;
using namespace phirap::agent;
using namespace phirap::testing;
using nlohmann::json;

namespace {

const std::string april = "/api/month/2024-04";

std::string drawn(std::uint32_t seed) {
    return std::string(text_of(png(scene({320, 240}, seed))));
}

json drop(DeskPages& desk, int row, const std::string& bytes, const std::string& role = "activity_photo",
          const std::string& name = "a.png", const std::string& channel = "") {
    return json::parse(
        desk.ask("POST", april + "/picture", bytes,
                 {{"row", drawn_id(row)}, {"role", role}, {"name", name}, {"channel", channel}})
            .body);
}

}  // namespace

TEST_CASE("desk: a picture dropped onto a row that is not begun yet begins it, and is served by its hash") {
    OfficePc pc;
    DeskPages desk(pc);
    desk.parts().renderer = Renderer(PHIRAP_AGENT);
    const std::string picture = drawn(3);

    const json first = drop(desk, 1, picture, "activity_photo", "C:\\ภาพ\\<b>งาน.png");
    REQUIRE(first["faults"] == json::array());
    REQUIRE(first["month"]["rows"].size() == 1);
    const json shown = first["month"]["rows"][0]["pictures"][0];
    CHECK(shown["name"] == "<b>งาน.png");
    CHECK(shown["here"] == true);
    CHECK(shown["sent"] == false);
    CHECK(shown["rendition"] == first["picture"]["rendition"]);
    CHECK(desk.get("/api/where")["pictures_waiting"] == 1);

    const DeskReply preview = desk.ask("GET", "/api/picture/" + shown["preview"].get<std::string>());
    CHECK(preview.status == 200);
    CHECK(preview.type.starts_with("image/"));
    CHECK(desk.ask("GET", "/api/picture/" + std::string(64, 'a')).status == 404);
    CHECK(desk.ask("GET", "/api/picture/../agent.key").status == 404);

    SUBCASE("twice is once") {
        const json again = drop(desk, 1, picture, "activity_photo", "<b>งาน.png");
        CHECK(again["changed"] == false);
        CHECK(again["month"]["rows"][0]["pictures"].size() == 1);
    }
    SUBCASE("removed, it is brought back") {
        json place = {{"row", drawn_id(1)}, {"child", shown["child"]}, {"as_of", first["month"]["as_of"]}};
        const json removed = desk.post(april + "/remove-picture", place);
        CHECK(removed["month"]["rows"][0]["pictures"].empty());
        place["as_of"] = removed["month"]["as_of"];
        CHECK(desk.post(april + "/keep-picture", place)["month"]["rows"][0]["pictures"].size() == 1);
    }
    SUBCASE("as a channel's capture") {
        const json captured = drop(desk, 1, picture, "capture", "line.png", "line");
        CHECK(captured["month"]["rows"][0]["channels"][0]["capture"] == "line.png");
        CHECK(captured["month"]["rows"][0]["pictures"].size() == 2);
    }
}

TEST_CASE("desk: while a picture is made ready others read and save") {
    OfficePc pc;
    DeskPages desk(pc);
    TemporaryFolder stuck;
    // A renderer that waits for a word, and then gives up.
    const std::string word = stuck.path() / "word";
    REQUIRE(::mkfifo(word.c_str(), 0600) == 0);
    stuck.write("render", "#!/bin/sh\nread word < '" + word + "'\nexit 1\n");
    REQUIRE(::chmod((stuck.path() / "render").c_str(), 0700) == 0);
    desk.parts().renderer = Renderer(stuck.path() / "render");

    std::atomic<bool> rendered = false;
    std::thread dropping([&] {
        static_cast<void>(drop(desk, 1, drawn(3)));
        rendered = true;
    });
    const int pen = ::open(word.c_str(), O_WRONLY | O_CLOEXEC);  // waits until the renderer reads
    const json saved = desk.post(
        april + "/row",
        {{"row", drawn_id(2)}, {"fields", json::array({{{"key", "activity"}, {"typed", "ประชุม"}}})}});
    const bool others_waited = rendered;
    if (!others_waited) {  // else the renderer was given up, and nobody reads any more
        CHECK(::write(pen, "\n", 1) == 1);
    }
    ::close(pen);
    dropping.join();

    CHECK(saved["changed"] == true);
    CHECK_FALSE(others_waited);
    CHECK(pc.operations() == 1);
}

TEST_CASE("desk: what is no picture is refused by name, and nothing is saved") {
    OfficePc pc;
    DeskPages desk(pc);
    desk.parts().renderer = Renderer(PHIRAP_AGENT);
    const json refused = drop(desk, 1, "<svg onload=alert(1)>", "activity_photo", "x.svg");
    CHECK(refused["error"]["message"].get<std::string>().find("x.svg") != std::string::npos);
    CHECK(drop(desk, 1, drawn(3), "colour")["error"]["key"] == "attach_role_unknown");
    CHECK(pc.operations() == 0);
}
