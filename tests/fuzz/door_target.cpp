// The HTTP door without HTTP: a server with a store, and whatever two of its agents, and a stranger, say to
// it.
//
// One input is one story. Requests come as raw bytes or rightly signed around whatever the input says: tips,
// cursors, papers, and frames of any bodies behind any place of a run. After each answer, and at the end, the
// store must be what hashes and signatures can prove, and every month of it must still be judged.
#include <vector>

#include "server/administration.h"
#include "server/audit.h"
#include "server/enrol.h"
#include "server/grading.h"
#include "server/intake.h"
#include "server/schema.h"
#include "server/sync_door.h"
#include "shared/core/form_entry.h"
#include "shared/wire/frame.h"
#include "shared/wire/mission_pack_file.h"
#include "shared/wire/operation_body.h"
#include "tests/fuzz/choices.h"
#include "tests/fuzz/promise.h"
#include "tests/fuzz/targets.h"
#include "tests/support/memory_vfs.h"
#include "tests/support/seeded.h"
#include "tests/wire/samples.h"

namespace phirap::fuzz {
namespace {

using namespace server;

constexpr std::size_t steps_max = 12;
constexpr std::size_t frames_max = 3;
constexpr std::size_t bodies_max = 4;
constexpr Month last_month{2024, 6};
constexpr CodeSecret open_code = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

// Who speaks: its key and office, the run that it writes, and the ids along that.
struct Speaker {
    SigningKey key;
    Office office;
    LineageId lineage;
    std::vector<OperationId> ids;

    [[nodiscard]] LineageRoot root() const {
        return {samples::server_key().writer(), office, key.writer(), lineage};
    }
};

Speaker speaker(std::uint8_t number, const Office& office) {
    Speaker made{samples::key(number), office, samples::id<LineageId>(number), {}};
    made.ids = {root_id(made.root())};
    return made;
}

// A server that was just set up, with one code open and two agents of two offices in. Made once.
class Fresh {
  public:
    Fresh() : chance_(1), disk_("fuzz-fresh", chance_) {
        SetClock clock;
        Database database("/s/server.db", DatabaseOptions{.vfs = disk_.name()});
        promise(migrate(database, schema()).has_value(), "a new store takes the schema");
        ServerStore::init(database, builtin_pack().mission, clock, chance_);
        ServerStore store(database, samples::server_key(), clock, chance_);
        Transaction transaction(database);
        database.run("INSERT INTO code VALUES (?, ?, ?, ?, NULL)", digest_of({open_code}), Office("4301"),
                     clock.wall_ms(), clock.wall_ms() + 60'000);
        for (const Speaker& agent : {speaker(2, "4301"), speaker(3, "4305")}) {
            promise(admit(store, agent.office,
                          make_paper({store.id(), agent.key.public_key(), agent.office}, store.key()), "PC"),
                    "our own paper admits");
        }
        transaction.commit();
        promise(database.checkpoint(), "nobody else reads");
    }
    [[nodiscard]] MemoryVfs::Files files() const { return disk_.snapshot("/s/"); }

  private:
    SeededChance chance_;
    MemoryVfs disk_;
};

class Story {
  public:
    explicit Story(Choices choices)
        : choices_(choices),
          chance_(2),
          disk_("fuzz-door", chance_),
          speakers_{speaker(2, "4301"), speaker(3, "4305"), speaker(4, "4301")} {
        static const MemoryVfs::Files fresh = Fresh().files();
        disk_.restore("/s/", fresh);
        database_ = std::make_unique<Database>("/s/server.db", DatabaseOptions{.vfs = disk_.name()});
        store_ = std::make_unique<ServerStore>(*database_, samples::server_key(), clock_, chance_);
    }

    void tell() {
        for (std::size_t step = 0; step < steps_max && choices_.any_left(); ++step) {
            happen();
        }
        for (const Office& office : store_->offices()) {
            promise(audit_office(*store_, office).faults.empty(), "what is kept can be proved");
            const OfficeBook book = read_office(*store_, office, builtin_pack(), last_month);
            for (const auto& [month, folded] : book.months) {
                (void)judge_month(book, builtin_pack(), month, samples::server_key().public_key());
                (void)form_of(folded.whole, office, builtin_pack());
            }
        }
    }

  private:
    void happen() {
        switch (choices_.one_of(7)) {
            case 0: {
                const BytesView raw = choices_.piece();
                check_enrolment(raw, answer_enrolment(*store_, raw, {}));
                (void)check_round(raw, answer_sync(*store_, raw, {}));
                return;
            }
            case 1:
                return enrol();
            case 2:
                clock_.pass(static_cast<std::int64_t>(choices_.number(3)));
                return;
            case 3:
                return revoke_or_readmit();
            case 4:
                return repeat();
            default:
                return round();
        }
    }

    Speaker& any_speaker() { return speakers_[choices_.one_of(speakers_.size())]; }

    void enrol() {
        const Speaker& who = any_speaker();
        EnrolmentRequest request;
        request.key = who.key.public_key();
        request.office = choices_.flag() ? who.office : Office("4305");
        request.secret = choices_.flag() ? CodeSecret{} : open_code;
        request.machine = text_of(choices_.piece());
        const Bytes bytes = encode_enrolment(request, who.key);
        check_enrolment(bytes, answer_enrolment(*store_, bytes, {}));
    }

    void revoke_or_readmit() {
        Transaction transaction(*database_);
        (void)revoke(*store_, any_speaker().key.writer(), choices_.flag(), "admin");
        transaction.commit();
    }

    void round() {
        Speaker& who = any_speaker();
        SyncRequest request;
        request.hello.agent = who.key.writer();
        request.hello.nonce = samples::id<Nonce>(static_cast<std::uint8_t>(++rounds_));
        request.hello.wall_ms = clock_.wall_ms();
        request.hello.cursor = cursor();
        if (choices_.flag()) {
            request.papers = {make_paper({store_->id(), who.key.public_key(), who.office}, store_->key())};
        }
        const std::size_t frames = choices_.one_of(frames_max + 1);
        for (std::size_t i = 0; i < frames; ++i) {
            request.frames.push_back(frame_of(choices_.flag() ? who : any_speaker()));
        }
        request.hello.tips = {{who.lineage, who.ids.size() - 1, name_of(who.ids.back())}};
        request.hello.pictures = {samples::id<Sha256>(1)};
        last_ = encode_request(request, who.key);
        const Acknowledgement word = check_round(last_, answer_sync(*store_, last_, {}));
        for (const Held& held : word.held) {
            promise(held.sequence < who.ids.size(), "no more is acknowledged than was offered");
            promise(held.sequence + 1 < who.ids.size() || held.sequence == 0 || held.id == who.ids.back(),
                    "a tip that is held is the one that was offered");
        }
        cursor_ = word.cursor;
        // A frame that stood before its parent is wanted again; each time that all of it comes, one more at
        // least is taken, and then nothing.
        for (std::size_t i = 0; i < frames; ++i) {
            (void)answer_sync(*store_, last_, {});
        }
        promise(answer_sync(*store_, last_, {}).appended == 0, "what comes twice is stored once");
    }

    // Operations behind some place of the speaker's run, most often behind its tip.
    Bytes frame_of(Speaker& who) {
        const std::size_t back = choices_.one_of(4) == 0 ? choices_.one_of(who.ids.size()) : 0;
        const std::size_t parent = who.ids.size() - 1 - back;
        std::vector<Bytes> bodies;
        std::vector<OperationId> ids(who.ids.begin(),
                                     who.ids.begin() + static_cast<std::ptrdiff_t>(parent) + 1);
        for (std::size_t left = 1 + choices_.one_of(bodies_max); left > 0; --left) {
            bodies.push_back(body_of());
            ids.push_back(operation_id(ids.back(), bodies.back()));
        }
        FrameHeader header;
        header.writer = who.key.writer();
        header.lineage = who.lineage;
        header.first = parent + 1;
        header.parent = name_of(ids[parent]);
        const std::vector<BytesView> views(bodies.begin(), bodies.end());
        Frame frame =
            pack_frame(header, views, {}, make_seal(who.key, who.root(), ids.size() - 1, ids.back()));
        if (choices_.one_of(8) == 0) {
            frame.seal[frame.seal.size() - 1] ^= 1;
        } else {
            who.ids = std::move(ids);
        }
        return encode_frame(frame);
    }

    Bytes body_of() {
        static const std::vector<Bytes> known = samples::bodies();
        const std::size_t which = choices_.one_of(known.size() + 3);
        if (which < known.size()) {
            return known[which];
        }
        const BytesView piece = choices_.piece();
        return Bytes(piece.begin(), piece.end());
    }

    std::optional<Cursor> cursor() {
        switch (choices_.one_of(3)) {
            case 0:
                return std::nullopt;
            case 1:
                return cursor_;
            default:
                return Cursor{store_->epoch(), choices_.number(1), samples::id<Digest>(9)};
        }
    }

    // An old request comes again, when other things have happened since.
    void repeat() {
        if (!last_.empty()) {
            (void)check_round(last_, answer_sync(*store_, last_, {}));
        }
    }

    void check_enrolment(BytesView request, const DoorAnswer& answer) {
        promise(answer.body.empty() == (answer.status == 400), "every request of ours is answered");
        if (!answer.body.empty()) {
            const auto word = decode_acknowledgement(answer.body, samples::server_key().public_key());
            promise(word && word->request == digest_of({request}),
                    "an answer is the server's, to this request");
        }
    }

    Acknowledgement check_round(BytesView request, const DoorAnswer& answer) {
        promise(answer.body.empty() == (answer.status == 400), "every request of ours is answered");
        if (answer.body.empty()) {
            return {};
        }
        promise(answer.body.size() <= limits::response_bytes_max, "an answer keeps its bound");
        const std::optional<SyncResponse> response = decode_response(answer.body);
        promise(response.has_value(), "an answer is one");
        const auto word =
            decode_acknowledgement(response->acknowledgement, samples::server_key().public_key());
        promise(word && word->request == digest_of({request}), "an answer is the server's, to this request");
        promise(word->page == digest_of({response->page}), "it vouches for its page");
        const auto page = decode_page(response->page);
        promise(page.has_value(), "a page is one");
        for (const PageItem& item : *page) {
            promise(item.frame.empty() || decode_frame(item.frame), "a page's frames are frames");
        }
        return *word;
    }

    Choices choices_;
    SeededChance chance_;
    SetClock clock_;
    MemoryVfs disk_;
    std::vector<Speaker> speakers_;
    std::unique_ptr<Database> database_;
    std::unique_ptr<ServerStore> store_;
    std::optional<Cursor> cursor_;
    Bytes last_;
    std::size_t rounds_ = 0;
};

}  // namespace

void door(BytesView bytes) {
    Story(Choices(bytes)).tell();
}

}  // namespace phirap::fuzz
