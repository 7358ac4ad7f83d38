// Pictures: dropped onto a row, and looked at.
#include "agent/desk/month_held.h"
#include "agent/opening.h"
#include "agent/picture_places.h"
#include "agent/pictures/limits.h"
#include "agent/pictures/prepare.h"
#include "shared/core/form_check.h"
#include "shared/host/unnamed_file.h"

namespace phirap::agent {
namespace {

// The file's own name: some browsers send a path, and what is pasted has none.
Result<std::string> picture_name(std::string_view given) {
    const std::size_t slash = given.find_last_of("/\\");
    const std::string name(slash == given.npos ? given : given.substr(slash + 1));
    if (const Result<void> fits = check_text(name, picture_name_bytes_max); !fits) {
        return tl::unexpected(fits.error());
    }
    return name.empty() ? "picture" : name;
}

struct Attaching {
    EntityId row{};
    std::string role;
    std::string channel;
    std::string name;
};

Result<Attaching> attaching_in(const PageAsk& asked) {
    const DeskRequest& request = asked.request;
    const std::optional<EntityId> row = entity_from_text(request.asked("row"));
    if (!row || is_name(*row)) {
        return fail(ErrorKind::not_found, "row_unknown", {{"row", quote_of(request.asked("row"))}});
    }
    Result<std::string> name = picture_name(request.asked("name"));
    if (!name) {
        return tl::unexpected(name.error());
    }
    Attaching attaching{*row, std::string(request.asked("role")), std::string(request.asked("channel")),
                        *std::move(name)};
    const std::lock_guard lock(asked.parts.mutex);
    if (auto wrong =
            wrong_place(attaching.role, attaching.channel, asked.parts.shelf->pack(asked.parts.store))) {
        return tl::unexpected(*std::move(wrong));
    }
    return attaching;
}

// Nobody holds the store meanwhile: others go on typing.
PreparedPicture prepared(const PageAsk& asked, const std::string& name) {
    if (asked.request.body.size() > limits::picture_bytes_max) {
        return fail(ErrorKind::too_large, "picture_too_large",
                    {{"megabytes", std::to_string(limits::picture_bytes_max / 1024 / 1024)}, {"file", name}});
    }
    const std::lock_guard turn(*asked.parts.rendering);
    const FileDescriptor file = unnamed_file(asked.request.body);
    return PicturePreparer(asked.parts.folder, asked.parts.renderer).prepare(file.number(), name);
}

void write_picture(JsonWriter& json, const Evidence& picture) {
    json.name("picture");
    json.begin_object();
    json.member("role", picture.role);
    json.member("name", picture.name);
    json.member("preview", picture.preview->hex());
    json.member("rendition", picture.rendition->hex());
    json.member("taken", picture.taken);
    json.end();
}

std::string_view type_of(BytesView bytes) {
    const std::string_view text = text_of(bytes);
    return text.starts_with("\xff\xd8\xff")                                   ? "image/jpeg"
           : text.starts_with("\x89PNG\r\n\x1a\n")                            ? "image/png"
           : text.starts_with("RIFF") && text.substr(0, 12).ends_with("WEBP") ? "image/webp"
                                                                              : "application/octet-stream";
}

bool is_named(const PageAsk& asked, const Sha256& file) {
    const std::lock_guard lock(asked.parts.mutex);
    const std::vector<Month> months = asked.parts.store.months();
    return std::ranges::any_of(months, [&](Month month) {
        return asked.parts.shelf->month(asked.parts.store, month).picture_files.contains(file);
    });
}

}  // namespace

DeskReply answer_attach(const PageAsk& asked) {
    const Result<Attaching> attaching = attaching_in(asked);
    if (!attaching) {
        return error_reply(attaching.error(), asked.language());
    }
    PreparedPicture picture = prepared(asked, attaching->name);
    if (!picture) {
        return error_reply(picture.error(), asked.language());
    }
    picture->role = attaching->role;
    MonthHeld held(asked);
    FormerMonths months(asked.parts.store, held.file());
    const std::string as_of = asked.request.query.contains("as_of")
                                  ? std::string(asked.request.asked("as_of"))
                                  : agent::as_of(held.file());
    return held.save(
        plan_picture(months, held.pack(), attaching->row, *picture, attaching->channel, as_of, held.own()),
        [&](JsonWriter& json) { write_picture(json, *picture); });
}

DeskReply answer_picture(const PageAsk& asked) {
    const std::optional<Bytes> name = from_hex(asked.name);
    const std::optional<Sha256> file = name ? Sha256::from(*name) : std::nullopt;
    if (!file || !is_named(asked, *file)) {
        return error_reply(Error{ErrorKind::not_found, "desk_picture_unknown", {}}, asked.language());
    }
    const Result<Bytes> bytes =
        BlobStore(renditions_folder(asked.parts.folder)).read(*file, 0, limits::picture_bytes_max);
    if (!bytes) {
        return error_reply(Error{ErrorKind::not_found, "desk_picture_not_here", {}}, asked.language());
    }
    DeskReply reply;
    reply.type = type_of(*bytes);
    reply.body = text_of(*bytes);
    reply.headers.emplace_back("Cache-Control", "private, max-age=31536000, immutable");
    return reply;
}

}  // namespace phirap::agent
