// A world in one process: a server, machines of three offices, their disks, clocks and the line between.
//
// The objects are the programs' own (AgentStore, recorder, sync rounds, bundles, the server's door, its
// administration and reviews); only time, chance, disk and line are ours. One seed decides everything.
// Histories are drawn by step(); a scenario calls what happens one by one.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "server/sync_door.h"
#include "server/uploads.h"
#include "tests/simulation/ledger.h"
#include "tests/simulation/machine.h"
#include "tests/simulation/trouble.h"
#include "tests/support/memory_vfs.h"
#include "tests/support/seeded.h"

namespace phirap::simulation {

class Stranger;

inline constexpr std::int64_t minute_ms = 60'000;
inline constexpr std::int64_t hour_ms = 60 * minute_ms;
inline constexpr std::int64_t day_ms = 24 * hour_ms;

// What of a world is not drawn.
struct Setting {
    std::vector<Office> machines;  // one for each; empty: drawn
    bool small_pages = false;
    bool amnesty = true;        // in peace some of the revoked are readmitted
    bool right_clocks = false;  // nobody's clock is ever wrong, whatever the troubles say
    bool pictures = false;      // officers attach pictures
    bool wide_frames = false;   // nothing is cut by its bytes, so that no time's length counts
};

// What every history comes to, for the figures.
struct Sum {
    Tally troubles{};
    std::uint64_t saved = 0;
    std::uint64_t confirmed = 0;
    std::uint64_t destroyed = 0;
    std::uint64_t forks = 0;
    std::uint64_t pictures = 0;
    std::uint64_t pictures_arrived = 0;
    std::uint64_t pictures_pruned = 0;
    std::int64_t passed_ms = 0;

    void add(const Sum& other);
};

[[nodiscard]] EntityId row_id(std::uint64_t number);

// A request to the pictures' door, as it travels.
struct UploadMessage {
    Office office;
    std::string method;
    std::string name;
    std::map<std::string, std::string> headers;
    Bytes body;
};

class World {
  public:
    World(std::uint64_t seed, const Troubles& troubles, const Setting& setting = {});
    ~World();
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    // One thing happens: somebody records, a machine syncs, trouble comes.
    void step();
    // No more trouble; for two days everybody syncs.
    void make_peace();

    // What officers do.
    [[nodiscard]] Machine& machine(std::size_t at) { return *machines_.at(at); }
    void open_form(Machine& machine, Month month);
    // What the form wants of that entity, seen as the form shows it. False when the program refused.
    bool save(Machine& machine, std::vector<Change> wanted);
    void sync(Machine& machine, std::size_t rounds_max = 60);
    // A row with a picture of so many bytes. False when the program refused.
    bool attach(Machine& machine, std::size_t rendition_bytes);
    void make_stick(Machine& machine);
    void read_stick(Machine& machine, std::size_t stick);
    void bring_stick(std::size_t stick);

    // The PC's program has gone bad: properly sealed, and nobody can take it.
    void poison(Machine& machine);

    // What happens to machines.
    Machine& add_machine(const Office& office);
    Machine& clone(Machine& machine);
    void keep_copy(Machine& machine);
    void put_back_copy(Machine& machine);
    void lose(Machine& machine);
    void cut_power(Machine& machine);
    void rot_journal(Machine& machine);
    // One bit of an operation's body, any of its office's; then what looks for rot looks.
    void rot_body(Machine& machine);
    void rot_body_at_server(const Office& office);
    // `put_back`: to the older copy, if there is one. What this PC wrote comes back from its journal.
    void lose_database(Machine& machine, bool put_back);
    void keep_server_copy();
    // A backup that is verified: what it holds nothing destroys.
    void back_up_pictures();
    [[nodiscard]] PictureDisk& pictures() { return pictures_; }
    enum class Epochs { kept, renewed };
    void put_back_server(Epochs epochs);
    void cut_server_power();
    void pass(std::int64_t ms) { now_ms_ += ms; }
    [[nodiscard]] MemoryVfs& disk() { return disk_; }
    [[nodiscard]] server::ServerStore& server() { return *server_; }
    [[nodiscard]] Troubles& troubles() { return troubles_; }

    [[nodiscard]] Stranger& stranger() { return *stranger_; }
    // What a scenario asks beside the promises.
    void expect(bool holds, const std::string& what) {
        if (!holds) {
            broken(what);
        }
    }

    // What is broken, in words; empty when every promise holds.
    [[nodiscard]] std::vector<std::string> broken_promises();
    [[nodiscard]] const Ledger& ledger() const { return ledger_; }
    [[nodiscard]] Sum sum();
    // Over everything that the server holds in the end: the same seed gives the same.
    [[nodiscard]] Digest trace();

  private:
    friend class Stranger;
    friend class SimulatedUploadLine;

    void start_server();
    EnrolmentCode new_code(const Office& office);
    void enrol(Machine& machine);
    void start(Machine& machine);
    void stop(Machine& machine);
    void rebuild(Machine& machine);
    bool happens(Trouble trouble);
    void flip_a_bit(Database& database, const Office& office);
    void heal_rot();
    void let_bodies_rot(Machine& machine);
    Machine& any_machine() { return *machines_[chance_.below(machines_.size())]; }
    std::int64_t up_to(std::int64_t ms) {
        return static_cast<std::int64_t>(chance_.below(static_cast<std::uint64_t>(ms)));
    }

    // What comes about in a step, each when it happens.
    void change_clocks(Machine& machine);
    bool change_machines(Machine& machine);
    void go_on(Machine& machine);
    void go_on_with_trouble_at_disk(Machine& machine);
    void lie_about_syncs(const std::string& folder);
    bool save_all(Machine& machine, const std::vector<std::vector<Change>>& wanted);
    std::string sign(Machine& machine);
    void use_stick(Machine& machine);
    void record(Machine& machine);
    void submit(Machine& machine);
    std::vector<Change> random_changes();

    // The centre's words.
    void administer(Machine& machine);
    void have_to_do_with_pictures(Machine& machine);
    void revoke_or_readmit(Machine& machine);
    void hold_or_release(Machine& machine);
    void approve_or_return(Machine& machine);

    // The answer that comes back, or nothing.
    std::optional<Bytes> carry(Machine& machine, bool enrolment, const Bytes& request);
    std::optional<Bytes> through_the_line(bool enrolment, Bytes request);
    std::optional<Bytes> changed_on_the_way(Bytes answer);
    std::optional<Bytes> at_the_server(bool enrolment, const Bytes& request);
    void deliver_delayed();

    // A request of an upload, and what the line makes of it.
    Result<agent::LineReply> carry_upload(Machine& machine, const agent::LineRequest& request);
    std::optional<server::UploadAnswer> upload_at_the_server(const UploadMessage& message,
                                                             std::size_t arriving);
    void note_promise(const UploadMessage& message, const server::UploadAnswer& answer);
    void prepare_uploads(Machine& machine);
    [[nodiscard]] bool send_pictures(Machine& machine);
    void learn_of_pictures(Machine& machine, const agent::RoundOutcome& outcome);
    [[nodiscard]] std::set<std::pair<Office, Sha256>> pictures_in(const std::string& folder);
    [[nodiscard]] std::set<std::pair<Office, Sha256>> pictures_anywhere();
    void check_pictures(const Office& office);
    bool happens_on_upload(Trouble trouble);
    Bytes impostors_answer(bool enrolment, const Bytes& request);
    OperationId full_id_of(const OfferedTip& tip);
    void send_newer_protocol(Machine& machine);
    void tell_round(Machine& machine, const agent::PreparedRound& prepared,
                    const agent::RoundOutcome& outcome);

    // Something that takes what disks hold: what was there before and is nowhere after it is excused.
    void destroying(const std::function<void()>& event);
    [[nodiscard]] std::set<OperationId> held_anywhere();
    void broken(std::string what);
    void compare_with_server(Machine& machine);
    void tell_lost(const Office& office, const std::set<OperationId>& lost);
    void give_new_codes();
    void check_receipt(Machine& machine);
    void check_own_run(Machine& machine, std::size_t saved);
    void check_time(const Machine& machine, const HybridTime& time);
    void remember_own_run(Machine& machine);
    void note_honest_time(Machine& machine);
    [[nodiscard]] std::set<OperationId> held_by_server(const Office& office);
    [[nodiscard]] std::set<OperationId> held_by(Machine& machine);

    struct OnItsWay {
        std::int64_t arrives_ms = 0;
        bool enrolment = false;
        Bytes request;
    };

    std::int64_t now_ms_ = 1'714'000'000'000;
    // What happens is drawn from one stream, what programs and disks draw from others: so that a clock that
    // is wrong changes no other event.
    SeededChance chance_;
    SeededChance program_chance_;
    SeededChance disk_chance_;
    SeededChance picture_chance_;
    SeededChance rot_chance_;
    Troubles troubles_;
    Setting setting_;
    MemoryVfs disk_;
    PictureDisk pictures_;
    SigningKey server_key_;
    SigningKey impostor_key_;
    SimulatedClock server_clock_;
    std::unique_ptr<Database> server_database_;
    std::unique_ptr<server::ServerStore> server_;
    std::optional<MemoryVfs::Files> older_server_;
    PictureDisk::Files older_server_pictures_;
    Log log_{LogLevel::error, [](std::string_view) {}};
    std::mutex uploads_mutex_;
    std::unique_ptr<server::Uploads> uploads_;
    std::set<std::pair<Office, Sha256>> backup_;
    // What the server last said to have of an upload, and when.
    struct Promise {
        std::uint64_t offset = 0;
        std::int64_t at_ms = 0;
    };
    std::map<std::pair<Office, Sha256>, Promise> promised_;
    std::vector<UploadMessage> old_uploads_;
    std::vector<std::unique_ptr<Machine>> machines_;
    std::unique_ptr<Stranger> stranger_;
    std::vector<std::pair<bool, Bytes>> old_requests_;
    std::vector<Bytes> old_answers_;
    std::vector<OnItsWay> on_their_way_;
    std::vector<Bytes> sticks_;
    std::optional<std::string> lying_folder_;
    bool power_goes_at_server_ = false;  // in the midst of this step
    bool server_went_back_ = false;      // at least once: an old answer may be true of what is gone
    std::size_t folders_ = 0;
    Ledger ledger_;
    std::vector<std::string> broken_;
    Sum sum_;
    std::size_t page_bytes_ = 0;  // of the feed: small ones keep cursors behind
    bool peace_ = false;
};

}  // namespace phirap::simulation
