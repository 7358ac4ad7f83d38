// Backups on a folder of their own: what a verified one promises, and what becomes of the others.
#include "server/backup.h"

#include <doctest/doctest.h>

#include <fstream>

#include "server/administration.h"
#include "server/backup_schedule.h"
#include "server/cli/commands.h"
#include "server/restore.h"
#include "server/upload_store.h"
#include "server/verify_backup.h"
#include "shared/core/thai_calendar.h"
#include "tests/support/seeded.h"
#include "tests/support/temporary_folder.h"

namespace phirap::server {
namespace {

bool go_on(const Progress&) {
    return true;
}

// A server with something said to office 4301, and pictures as uploads leave them.
class Keeper {
  public:
    Keeper() {
        Context context;
        context.folder = data();
        REQUIRE(init({}, context, clock_, chance_) == Exit::done);
        centre_ = Centre::open(data(), clock_, chance_).value();
        say(100);
    }
    void say(std::int64_t target) {
        const Centre::Writing writing = centre_->writing();
        Transaction transaction(writing.store().database());
        OfficeEntry entry;
        entry.office = "4301";
        entry.target = target;
        REQUIRE(say_words(writing.store(), "4301", {}, words_of(entry, {2024, 4}), "admin").value());
        transaction.commit();
    }
    Sha256 add_picture(std::uint64_t seed) {
        Bytes picture(3000);
        SeededChance(seed).fill(picture);
        const Centre::Writing writing = centre_->writing();
        UploadStore store(writing.store().database(), data());
        const Sha256 name = store.evidence_of("4301").put(picture);
        Upload upload;
        upload.name = {"4301", name};
        upload.length = picture.size();
        store.finish(upload);
        return name;
    }
    Result<BackupMade> back_up(const GoOn& go = go_on) {
        clock_.pass(1000);
        return make_backup({data(), "", backups(), centre_->key(), clock_, chance_}, go);
    }
    Kept kept(const Sha256& name) {
        const Centre::Writing writing = centre_->writing();
        return pictures_kept(writing.store().database(), "4301", {name}).front();
    }
    std::uint64_t faults(const std::filesystem::path& backup) {
        return verify_backup(backup_at(backup).value(), clock_, chance_, go_on).faults_found();
    }
    Result<Restored> restore(const std::string& name, const GoOn& go = go_on) {
        return restore_server({backups(), folder_.path() / name, clock_, chance_}, go);
    }
    [[nodiscard]] std::filesystem::path data() const { return folder_.path() / "server"; }
    [[nodiscard]] std::filesystem::path backups() const { return folder_.path() / "backups"; }
    [[nodiscard]] std::filesystem::path beside(const std::string& name) const {
        return folder_.path() / name;
    }
    [[nodiscard]] std::filesystem::path archived_file(const Sha256& name) const {
        return BlobStore(backups() / backup_evidence / "4301").path(name);
    }
    Centre& centre() { return *centre_; }
    SetClock& clock() { return clock_; }
    Chance& chance() { return chance_; }

  private:
    TemporaryFolder folder_;
    SetClock clock_;
    SeededChance chance_{7};
    std::unique_ptr<Centre> centre_;
};

std::size_t unfinished_in(const std::filesystem::path& folder) {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        count += entry.path().filename().string().starts_with(unfinished_backup) ? 1 : 0;
    }
    return count;
}

}  // namespace

TEST_CASE("backup: pictures are archived once a verified one holds them, and not one moment before") {
    Keeper keeper;
    const Sha256 old = keeper.add_picture(1);
    const Result<BackupMade> made = keeper.back_up();
    REQUIRE(made.has_value());
    CHECK(keeper.faults(made->path) == 0);
    CHECK(keeper.kept(old) == Kept::held);
    const Sha256 young = keeper.add_picture(2);
    REQUIRE(note_backup(keeper.centre(), made->path));
    CHECK(keeper.kept(old) == Kept::archived);
    CHECK(keeper.kept(young) == Kept::held);
    const Centre::Writing writing = keeper.centre().writing();
    CHECK(last_backup(writing.store().database())->folder == made->path.string());
}

TEST_CASE("backup: another server's, or one of a damaged store, archives nothing") {
    Keeper keeper;
    Keeper other;
    const Sha256 picture = keeper.add_picture(1);
    const Result<BackupMade> made = other.back_up();
    REQUIRE(made.has_value());
    // One seed made both servers' keys: the manifest is told of another.
    BackupManifest manifest = made->manifest;
    manifest.server.bytes[0] ^= 1;
    std::ofstream(made->path / manifest_name) << to_json(manifest);
    CHECK(note_backup(keeper.centre(), made->path).error().key == "backup_of_another");
    manifest = made->manifest;
    manifest.faults = 1;
    std::ofstream(made->path / manifest_name) << to_json(manifest);
    CHECK(note_backup(keeper.centre(), made->path).error().key == "backup_not_whole");
    CHECK(keeper.kept(picture) == Kept::held);
}

TEST_CASE("backup: stopped at any moment it leaves nothing that is taken for one") {
    Keeper keeper;
    for (std::uint64_t seed = 0; seed < 5; ++seed) {
        keeper.add_picture(seed);
    }
    int steps = 0;
    REQUIRE(keeper.back_up([&](const Progress&) { return ++steps > 0; }).has_value());
    CHECK(steps > 5);
    for (int stop_at = 1; stop_at <= steps; ++stop_at) {
        CAPTURE(stop_at);
        int at = 0;
        const Result<BackupMade> made = keeper.back_up([&](const Progress&) { return ++at < stop_at; });
        REQUIRE_FALSE(made.has_value());
        CHECK(made.error().key == "backup_stopped");
        CHECK(backups_in(keeper.backups()).size() == 1);
        CHECK(unfinished_in(keeper.backups()) == 0);
    }
    CHECK(keeper.restore("anew").value().pictures == 5);
}

TEST_CASE("backup: what is half here is swept by the next, and is no backup meanwhile") {
    Keeper keeper;
    const BackupMade made = keeper.back_up().value();
    const std::filesystem::path cut =
        keeper.backups() / (std::string(unfinished_backup) + "2024-04-26T000000Z");
    std::filesystem::copy(made.path, cut);
    CHECK(backups_in(keeper.backups()).size() == 1);
    REQUIRE(keeper.back_up().has_value());
    CHECK(unfinished_in(keeper.backups()) == 0);
    CHECK(backups_in(keeper.backups()).size() == 2);
}

TEST_CASE("backup: pruning keeps the newest whole ones, at least one, whatever else lies there") {
    Keeper keeper;
    std::vector<std::filesystem::path> made;
    for (int i = 0; i < 4; ++i) {
        made.push_back(keeper.back_up()->path);
    }
    BackupManifest damaged = backup_at(made[3])->manifest;
    damaged.faults = 3;
    std::ofstream(made[3] / manifest_name) << to_json(damaged);
    std::filesystem::create_directory(keeper.backups() / "2020-somebody's folder");
    CHECK(prune_backups(keeper.backups(), 2) == 1);
    CHECK_FALSE(std::filesystem::exists(made[0]));
    CHECK(std::filesystem::exists(made[3]));
    CHECK(prune_backups(keeper.backups(), 0) == 1);
    CHECK(backup_at(keeper.backups())->path == made[2]);
    CHECK(std::filesystem::exists(keeper.backups() / "2020-somebody's folder"));
    keeper.back_up().value();
    CHECK(prune_backups(keeper.backups(), 1) == 2);  // a whole one stands after the damaged one
}

TEST_CASE(
    "restore: new epoch, open codes void, nothing archived, and later pictures of the folder come too") {
    Keeper keeper;
    const Sha256 old = keeper.add_picture(1);
    {
        const Centre::Writing writing = keeper.centre().writing();
        Transaction transaction(writing.store().database());
        writing.store().database().run("INSERT INTO code VALUES (?, '4301', 0, 9000000000000, NULL)",
                                       BytesView(old.bytes));
        transaction.commit();
    }
    const BackupMade first = keeper.back_up().value();
    REQUIRE(note_backup(keeper.centre(), first.path));
    const Sha256 young = keeper.add_picture(2);
    const BackupMade second = keeper.back_up().value();
    std::filesystem::remove_all(second.path);

    const Restored restored = keeper.restore("anew").value();
    CHECK(restored.codes_voided == 1);
    CHECK(restored.pictures == 2);
    const auto centre = Centre::open(keeper.beside("anew"), keeper.clock(), keeper.chance()).value();
    const Centre::Writing writing = centre->writing();
    CHECK(writing.store().epoch() == restored.epoch);
    CHECK_FALSE(writing.store().epoch() == keeper.centre().writing().store().epoch());
    CHECK_FALSE(writing.store().feed("4301").own_branch.has_value());
    CHECK(pictures_kept(writing.store().database(), "4301", {old, young}) ==
          std::vector<Kept>{Kept::held, Kept::held});
    CHECK_FALSE(last_backup(writing.store().database()).has_value());
}

TEST_CASE("restore: cut short it is no server, and the same command ends it") {
    Keeper keeper;
    for (std::uint64_t seed = 0; seed < 3; ++seed) {
        keeper.add_picture(seed);
    }
    REQUIRE(keeper.back_up().has_value());
    int steps = 0;
    REQUIRE(keeper.restore("whole", [&](const Progress&) { return ++steps > 0; }).has_value());
    for (int stop_at = 1; stop_at <= steps; ++stop_at) {
        CAPTURE(stop_at);
        int at = 0;
        CHECK(keeper.restore("anew", [&](const Progress&) { return ++at < stop_at; }).error().key ==
              "restore_stopped");
        CHECK(is_half_restored(keeper.beside("anew")));
        CHECK(Centre::open(keeper.beside("anew"), keeper.clock(), keeper.chance()).error().key ==
              "restore_unfinished");
    }
    REQUIRE(keeper.restore("anew").has_value());
    CHECK(keeper.restore("anew").error().key == "restore_over_server");
    CHECK(Centre::open(keeper.beside("anew"), keeper.clock(), keeper.chance()).has_value());
}

TEST_CASE("restore: a folder that has but a key is not written over") {
    Keeper keeper;
    REQUIRE(keeper.back_up().has_value());
    std::filesystem::create_directory(keeper.beside("keyed"));
    std::ofstream(keeper.beside("keyed") / Files::key) << "somebody's";
    CHECK(keeper.restore("keyed").error().key == "restore_over_server");
    // Nor one in which a store's log lies alone: it would be taken for the new store's.
    std::filesystem::create_directory(keeper.beside("logged"));
    std::ofstream(keeper.beside("logged") / "server.db-wal") << "commits";
    CHECK(keeper.restore("logged").error().key == "restore_over_server");
}

TEST_CASE("verify backup: every byte of a picture and of the store counts") {
    Keeper keeper;
    const Sha256 picture = keeper.add_picture(1);
    const BackupMade made = keeper.back_up().value();
    for (const auto& file :
         {keeper.archived_file(picture), made.path / Files::store, made.path / Files::key}) {
        const auto size = static_cast<std::streamoff>(std::filesystem::file_size(file));
        for (std::streamoff at = 0; at < size; at += size / 7 + 1) {
            CAPTURE(file.string());
            CAPTURE(at);
            std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
            char byte = 0;
            bytes.seekg(at).get(byte);
            bytes.seekp(at).put(static_cast<char>(byte ^ 4)).flush();
            CHECK(keeper.faults(made.path) > 0);
            bytes.seekp(at).put(byte).flush();
        }
    }
    CHECK(keeper.faults(made.path) == 0);
}

TEST_CASE("daily backup: due once a day from its hour on, made up for, and never put off by a wrong clock") {
    constexpr std::int64_t half_past_two = 150;
    const std::int64_t midnight = begin_ms({2026, 11, 24});
    const auto at = [&](int hour, int minute) { return midnight + (hour * 60 + minute) * 60'000LL; };
    const auto due = [&](std::int64_t now, std::optional<std::int64_t> last) {
        return backup_is_due(now, half_past_two, last);
    };
    CHECK(due(at(0, 1), std::nullopt));
    CHECK_FALSE(due(at(2, 29), at(2, 31) - day_ms));
    CHECK(due(at(2, 30), at(2, 31) - day_ms));
    CHECK_FALSE(due(at(23, 59), at(2, 30)));
    CHECK(due(at(9, 0), at(2, 30) - 3 * day_ms));  // the machine was off over the weekend
    CHECK(due(at(9, 0), at(9, 0) + 365 * day_ms));
}

}  // namespace phirap::server
