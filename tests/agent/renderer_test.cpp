#include "agent/pictures/renderer.h"

#include <doctest/doctest.h>
#include <fcntl.h>

#include "agent/pictures/prepare.h"
#include "agent/pictures/render_message.h"
#include "shared/host/file_descriptor.h"
#include "tests/agent/drawn_pictures.h"
#include "tests/support/temporary_folder.h"

using namespace phirap;
using namespace phirap::agent;
using namespace phirap::testing;

namespace {

const char* const program = PHIRAP_AGENT;

class Folder : public TemporaryFolder {
  public:
    void put(const std::string& name, const Bytes& bytes) const { write(name, std::string(text_of(bytes))); }
    [[nodiscard]] Result<Rendered> render_by(const std::filesystem::path& by, const std::string& name) const {
        const FileDescriptor file(::open((path() / name).c_str(), O_RDONLY));
        return Renderer(by).render(file.number());
    }
    // A program that does this instead of rendering.
    [[nodiscard]] std::filesystem::path script(const std::string& does) const {
        write("script", "#!/bin/sh\n" + does + "\n");
        std::filesystem::permissions(path() / "script", std::filesystem::perms::owner_all);
        return path() / "script";
    }
};

}  // namespace

TEST_CASE("renderer: the child makes what render() makes, and hands its refusals on") {
    const Folder folder;
    const Bytes photo = jpeg(scene({2000, 1500}), exif(6));
    folder.put("photo.jpg", photo);
    folder.put("bomb.png", png_head({20'000, 10'000}));
    folder.put("empty.jpg", {});

    CHECK(folder.render_by(program, "photo.jpg") == render(photo));
    const Result<Rendered> bomb = folder.render_by(program, "bomb.png");
    CHECK(bomb.error().key == "picture_too_many_pixels");
    CHECK(bomb.error().arguments == Arguments{{"width", "20000"}, {"height", "10000"}});
    CHECK(folder.render_by(program, "empty.jpg").error().key == "picture_empty");
}

TEST_CASE("renderer: a child that crashes, says nothing or says nonsense refuses the picture, no more") {
    const Folder folder;
    folder.put("photo.jpg", jpeg(scene({64, 48})));
    for (const char* does : {"kill -SEGV $$", "exit 0", "echo PhR1", "head -c 10000000 /dev/zero",
                             "printf 'PhR1\\001\\377\\377\\377\\377'", "exec >&-; kill -KILL $$"}) {
        CAPTURE(does);
        const Result<Rendered> made = folder.render_by(folder.script(does), "photo.jpg");
        REQUIRE_FALSE(made);
        CHECK(made.error().key == "picture_needs_too_much");
    }
}

TEST_CASE("renderer: the child has its picture and its pipe, and nothing else that is open here") {
    const Folder folder;
    folder.put("photo.jpg", jpeg(scene({64, 48})));
    folder.write("store.db", "secret");
    const FileDescriptor store(::open((folder.path() / "store.db").c_str(), O_RDWR));  // left to children
    (void)folder.render_by(
        folder.script("ls -l /proc/$$/fd /proc/$$/cwd >" + (folder.path() / "seen").string() + "; env >>" +
                      (folder.path() / "seen").string()),
        "photo.jpg");
    const std::string seen = folder.read("seen");
    CHECK(seen.find("photo.jpg") != seen.npos);
    CHECK(seen.find("store.db") == seen.npos);
    CHECK(seen.find("HOME=") == seen.npos);
}

TEST_CASE("render message: what is cut, lengthened or larger than a picture may be is not believed") {
    const Bytes message = encode(render(jpeg(scene({400, 300}), exif(1))));
    REQUIRE(rendered_from(message));
    for (std::size_t length = 0; length < message.size(); length += 1 + length / 16) {
        CHECK_FALSE(rendered_from(BytesView(message).first(length)));
    }
    Bytes longer = message;
    longer.push_back(0);
    CHECK_FALSE(rendered_from(longer));
    CHECK_FALSE(rendered_from(encode(Rendered{Bytes(20'000, 'x'), {'x'}, "", {}})));
    CHECK_FALSE(rendered_from(encode(Rendered{Bytes(5, '%'), jpeg(scene({8, 8})), "", {}})));
    CHECK_FALSE(rendered_from(encode(Rendered{jpeg(scene({8, 8})), jpeg(scene({8, 8})), "yesterday", {}})));
    CHECK(rendered_from(encode(fail(ErrorKind::bad_input, "store_disk_full"))).error().key ==
          "picture_needs_too_much");
}

TEST_CASE("prepare: what is named is on disk, named by its bytes, and stays the same when asked again") {
    const Folder folder;
    const Bytes photo = jpeg(scene({2000, 1500}), exif(1));
    folder.put("ป้าย.jpg", photo);
    const PreparedPicture first =
        PicturePreparer(folder.path(), Renderer(program)).prepare(folder.path() / "ป้าย.jpg");
    REQUIRE(first);
    CHECK(first->name == "ป้าย.jpg");
    CHECK(first->original == sha256_of(photo));
    CHECK(first->taken == "2024-04-22T09:15:00");
    CHECK(originals_in(folder.path()).check(*first->original));
    CHECK(renditions_in(folder.path()).check(*first->rendition));
    CHECK(renditions_in(folder.path()).check(*first->preview));

    PicturePreparer without_child(folder.path(), Renderer("/bin/false"));
    CHECK(without_child.prepare(folder.path() / "ป้าย.jpg") == first);
    renditions_in(folder.path()).remove(*first->preview);
    CHECK_FALSE(without_child.prepare(folder.path() / "ป้าย.jpg"));
    CHECK(PicturePreparer(folder.path(), Renderer(program)).prepare(folder.path() / "ป้าย.jpg") == first);
}

TEST_CASE("prepare: what cannot be taken leaves nothing behind, and its file is named") {
    const Folder folder;
    folder.write("letter.pdf", "%PDF-1.4");
    PicturePreparer preparer(folder.path(), Renderer(program));
    for (const auto& [name, key] : {std::pair{"letter.pdf", "picture_pdf"},
                                    {"none.jpg", "picture_not_found"},
                                    {"", "picture_unreadable"}}) {
        const PreparedPicture refused = preparer.prepare(folder.path() / name);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().key == key);
        CHECK(refused.error().arguments == Arguments{{"file", name}});
    }
    CHECK(originals_in(folder.path()).names().empty());
    CHECK(renditions_in(folder.path()).names().empty());
}

TEST_CASE("prepared: evidence and errors go to the service and back as they were") {
    Evidence evidence{"",
                      "ก ข.jpg",
                      sha256_of(bytes_of("a")),
                      sha256_of(bytes_of("b")),
                      sha256_of(bytes_of("c")),
                      "2024-04-22T09:15:00",
                      0xfedcba9876543210U};
    const Pictures pictures = {
        {"/home/a b/ก ข.jpg", evidence},
        {"x.pdf", fail(ErrorKind::bad_input, "picture_pdf", {{"file", "x y.pdf"}})},
    };
    std::map<std::string, Bytes> files = {{"reports.json", {1, 2, 3}}};
    put_pictures(pictures, files);
    const Pictures back = pictures_from(files);
    REQUIRE(back.size() == 2);
    CHECK(back.at("x.pdf").error() == pictures.at("x.pdf").error());
    CHECK(back.at("/home/a b/ก ข.jpg")->likeness == evidence.likeness);
    CHECK(back.at("/home/a b/ก ข.jpg")->name == "ก ข.jpg");
}
