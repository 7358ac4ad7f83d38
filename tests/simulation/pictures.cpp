// Pictures: who attaches them, the line that they are sent on, and the centre that takes and keeps them.
#include <algorithm>

#include "server/upload_headers.h"
#include "shared/core/evidence.h"
#include "shared/http/request_head.h"
#include "tests/simulation/world.h"

namespace phirap::simulation {
namespace {

const std::string server_folder = "/server/";
// Two milliseconds a byte: a line on which every picture takes several chunks.
constexpr std::int64_t ms_a_byte = 2;
constexpr agent::LineEstimate::State slow{agent::LineEstimate::frame_bytes_min, 500, 0, 0};

Bytes drawn_bytes(SeededChance& chance, std::size_t count) {
    Bytes bytes(count);
    chance.fill(bytes);
    return bytes;
}

}  // namespace

class SimulatedUploadLine : public agent::UploadLine {
  public:
    SimulatedUploadLine(World& world, Machine& machine) : world_(world), machine_(machine) {}
    [[nodiscard]] Result<agent::LineReply> ask(const agent::LineRequest& request) override {
        return world_.carry_upload(machine_, request);
    }

  private:
    World& world_;
    Machine& machine_;
};

void World::prepare_uploads(Machine& machine) {
    if (!setting_.pictures) {
        return;
    }
    pictures_.come_back(machine.folder);
    machine.upload_line = std::make_unique<SimulatedUploadLine>(*this, machine);
    machine.uploading = std::make_unique<agent::Uploading>(
        *machine.upload_line, pictures_.path(machine.folder) / "renditions",
        [&machine] { return machine.short_of_room ? DiskLevel::no_pictures : DiskLevel::roomy; });
}

// The files first, then the save that names them, as the desk and the commands do.
bool World::attach(Machine& machine, std::size_t rendition_bytes) {
    std::vector<Bytes> files = {drawn_bytes(picture_chance_, 500 + picture_chance_.below(2'500)),
                                drawn_bytes(picture_chance_, rendition_bytes)};
    if (!ledger_.pictures.empty() && picture_chance_.below(6) == 0) {
        // A picture that somebody attached before, perhaps in another office.
        const auto known =
            std::next(ledger_.pictures.begin(),
                      static_cast<std::ptrdiff_t>(picture_chance_.below(ledger_.pictures.size())));
        files[1] = known->second;
    }
    BlobStore renditions(pictures_.path(machine.folder) / "renditions");
    Evidence evidence;
    evidence.role = "activity_photo";
    evidence.name = "p.jpg";
    evidence.preview = renditions.put(files[0]);
    evidence.rendition = renditions.put(files[1]);
    const EntityId row = row_id(picture_chance_.below(6));
    const auto child = static_cast<std::uint32_t>(picture_chance_.below(4));
    const std::vector<Change> wanted = {
        {ChangeKind::set,
         {EntityKind::row, row, 0},
         {{"downloads", static_cast<std::int64_t>(picture_chance_.below(1000))}}},
        {ChangeKind::set, {EntityKind::evidence, row, child}, fields_of(evidence)}};
    bool saved = machine.form.month != Month{} && save(machine, wanted);
    if (!saved) {
        open_form(machine, Month{2024, 4});
        saved = save(machine, wanted);
    }
    for (const Bytes& file : files) {
        if (saved) {
            ledger_.pictures[{machine.office, sha256_of(file)}] = file;
        }
    }
    sum_.pictures += saved ? 1 : 0;
    return saved;
}

bool World::send_pictures(Machine& machine) {
    if (!machine.uploading) {
        return false;
    }
    std::mutex mutex;
    agent::LineEstimate estimate(slow);
    const std::atomic<bool> stop = false;
    return machine.uploading->send(*machine.store, mutex, estimate, stop);
}

// What goes to make room is in a backup that was verified.
void World::learn_of_pictures(Machine& machine, const agent::RoundOutcome& outcome) {
    if (!machine.uploading) {
        return;
    }
    const auto before =
        machine.short_of_room ? pictures_in(machine.folder) : std::set<std::pair<Office, Sha256>>();
    machine.uploading->learn(*machine.store, outcome);
    const auto after = machine.short_of_room ? pictures_in(machine.folder) : before;
    for (const auto& picture : before) {
        if (!after.contains(picture)) {
            ++sum_.pictures_pruned;
            if (!backup_.contains(picture)) {
                broken(machine.folder + " let a picture go that no verified backup holds");
            }
        }
    }
}

// Now and then a backup, and a PC that is short of room.
void World::have_to_do_with_pictures(Machine& machine) {
    machine.short_of_room = picture_chance_.below(3) == 0;
    if (picture_chance_.below(15) == 0) {
        back_up_pictures();
    }
}

// What server/backup.cpp does with the pictures of a backup that it verified.
void World::back_up_pictures() {
    for (const auto& picture : pictures_in(server_folder)) {
        Transaction transaction(*server_database_);
        server_database_->run("UPDATE picture SET archived = 1 WHERE office = ? AND sha256 = ?",
                              picture.first, picture.second);
        const bool known = server_database_->changes() > 0;
        transaction.commit();
        if (known) {
            backup_.insert(picture);
        }
    }
}

bool World::happens_on_upload(Trouble trouble) {
    const bool does = static_cast<int>(picture_chance_.below(1000)) < troubles_[trouble];
    sum_.troubles[static_cast<std::size_t>(trouble)] += does ? 1 : 0;
    return does;
}

Result<agent::LineReply> World::carry_upload(Machine& machine, const agent::LineRequest& request) {
    constexpr std::size_t remembered_max = 60;
    const auto lost = [] { return fail(ErrorKind::unreachable, "line_unreachable", {{"why", "the line"}}); };
    const std::int64_t took_ms = 20 + static_cast<std::int64_t>(request.body.size()) * ms_a_byte;
    pass(took_ms);
    if (now_ms_ < machine.no_line_until_ms) {
        return lost();
    }
    if (now_ms_ < machine.portal_until_ms || happens_on_upload(Trouble::impostor)) {
        agent::LineReply page;
        page.status = picture_chance_.coin() ? 200 : 204;
        if (picture_chance_.coin()) {
            page.headers = {{"tus-resumable", "1.0.0"}};
        }
        return page;
    }
    constexpr std::string_view door = "/v1/evidence";
    UploadMessage message;
    message.office = machine.office;
    message.method = request.method;
    message.name = request.path.substr(std::min(door.size() + 1, request.path.size()));
    for (const auto& [name, value] : request.headers) {
        message.headers[name] = value;
    }
    message.body.assign(request.body.begin(), request.body.end());
    if (happens_on_upload(Trouble::replay) && !old_uploads_.empty()) {
        const UploadMessage old = old_uploads_[picture_chance_.below(old_uploads_.size())];
        (void)upload_at_the_server(old, old.body.size());
    }
    if (old_uploads_.size() < remembered_max) {
        old_uploads_.push_back(message);
    }
    if (happens_on_upload(Trouble::drop)) {
        // Cut anywhere in the body: what came counts.
        (void)upload_at_the_server(message, picture_chance_.below(message.body.size() + 1));
        return lost();
    }
    if (happens_on_upload(Trouble::duplicate)) {
        (void)upload_at_the_server(message, message.body.size());
    }
    if (happens_on_upload(Trouble::bit_flip) && !message.body.empty()) {
        message.body[picture_chance_.below(message.body.size())] ^= 4;
    }
    const std::optional<server::UploadAnswer> answer = upload_at_the_server(message, message.body.size());
    if (!answer || happens_on_upload(Trouble::drop)) {
        return lost();
    }
    agent::LineReply reply;
    reply.status = answer->status;
    reply.took_ms = took_ms;
    for (const auto& [name, value] : answer->headers) {
        std::string lower = name;
        std::ranges::transform(lower, lower.begin(), [](char letter) {
            return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
        });
        reply.headers[lower] = value;
    }
    return reply;
}

std::optional<server::UploadAnswer> World::upload_at_the_server(const UploadMessage& message,
                                                                std::size_t arriving) {
    constexpr std::size_t piece_bytes = 1'460;
    server::UploadRequest request;
    request.method = message.method;
    request.name = message.name;
    request.header = [&](const char* name) {
        const auto found = message.headers.find(name);
        return found == message.headers.end() ? "" : found->second;
    };
    request.body_bytes = message.body.size();
    request.body = [&](const std::function<bool(BytesView)>& take) {
        for (std::size_t at = 0; at < arriving; at += piece_bytes) {
            if (!take(BytesView(message.body).subspan(at, std::min(piece_bytes, arriving - at)))) {
                return false;
            }
        }
        return arriving == message.body.size();
    };
    const server::UploadAnswer answer = uploads_->answer(request, false);
    if (pictures_.is_down(server_folder)) {
        power_goes_at_server_ = false;
        cut_server_power();
        return std::nullopt;
    }
    note_promise(message, answer);
    return answer;
}

// An offset that was named is a promise: bytes and their hash were durable before.
void World::note_promise(const UploadMessage& message, const server::UploadAnswer& answer) {
    constexpr std::int64_t kept_ms = 7 * day_ms;
    const auto header = [&](const std::string& name) {
        const auto found = std::ranges::find(answer.headers, name, [](const auto& one) { return one.first; });
        return found == answer.headers.end() ? std::optional<std::uint64_t>()
                                             : number_from_header(found->second);
    };
    std::optional<Sha256> sha256 = sha256_from_text(message.name);
    if (!sha256 && message.headers.contains("Upload-Metadata")) {
        const auto metadata = server::metadata_from_header(message.headers.at("Upload-Metadata"));
        sha256 = metadata ? metadata->sha256 : std::nullopt;
    }
    if (!sha256) {
        return;
    }
    Promise& promise = promised_[{message.office, *sha256}];
    const bool expired = now_ms_ - promise.at_ms >= kept_ms;
    const std::optional<std::uint64_t> offset = header("Upload-Offset");
    if (answer.status == 404 && promise.offset > 0 && !expired) {
        broken(message.office + ": the server knows nothing of an upload whose offset it had named");
    }
    if (answer.status == 460 && answer.text.find("void") != std::string::npos) {
        broken(message.office + ": what came of a picture was not what was sent");
    }
    if (offset) {
        if (*offset < promise.offset && !expired) {
            broken(message.office + ": an offset was taken back");
        }
        promise = {*offset, now_ms_};
    } else if (answer.status == 404) {
        promise = {};
    }
}

}  // namespace phirap::simulation
