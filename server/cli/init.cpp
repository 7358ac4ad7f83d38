// `init`: a new server in an empty folder, and the sheet by which it can be made again.
#include <unistd.h>

#include <array>

#include "server/administration.h"
#include "server/certificate.h"
#include "server/cli/commands.h"
#include "server/never_served.h"
#include "server/restore.h"
#include "server/schema.h"
#include "shared/host/data_folder.h"
#include "shared/host/disk_room.h"
#include "shared/host/files.h"
#include "shared/host/keys.h"
#include "shared/wire/base32.h"
#include "shared/wire/json_writer.h"
#include "shared/wire/mission_pack_file.h"

namespace phirap::server {
namespace {

constexpr unsigned secret_mode = 0600;
// A check for hands and eyes, behind the 32 bytes of the key.
constexpr std::size_t check_bytes = 3;

// Groups of five, which people read out and compare.
std::string sheet_text(const std::array<std::uint8_t, 32>& seed) {
    Bytes bytes(seed.begin(), seed.end());
    const Digest check = digest_of({bytes});
    bytes.insert(bytes.end(), check.bytes.begin(), check.bytes.begin() + check_bytes);
    const std::string digits = to_base32(bytes);
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        text += i > 0 && i % 5 == 0 ? "-" : "";
        text += digits[i];
    }
    return text;
}

Result<std::array<std::uint8_t, 32>> seed_from_sheet(const std::string& text) {
    std::string digits;
    for (const char c : text) {
        if (c != '-' && c != ' ') {
            digits += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        }
    }
    const std::optional<Bytes> bytes = from_base32(digits);
    std::array<std::uint8_t, 32> seed{};
    if (bytes && bytes->size() == seed.size() + check_bytes) {
        std::copy_n(bytes->begin(), seed.size(), seed.begin());
        const Digest check = digest_of({seed});
        if (std::equal(bytes->begin() + seed.size(), bytes->end(), check.bytes.begin())) {
            return seed;
        }
    }
    return fail(ErrorKind::bad_input, "recovery_key_bad");
}

// The one from the sheet; else the one that an init that did not finish had made; else a new one.
Result<KeyPair> key_for(const Invocation& asked, const std::filesystem::path& path, Chance& chance) {
    if (!asked.recovery_key.empty()) {
        const auto seed = seed_from_sheet(asked.recovery_key);
        return seed ? keep_key(path, *seed) : tl::unexpected(seed.error());
    }
    if (std::filesystem::exists(path)) {
        const Result<LoadedKey> made = load_key(path);
        return made ? Result<KeyPair>(made->pair) : tl::unexpected(made.error());
    }
    return make_key(path, chance);
}

std::vector<std::string> names_for(const Invocation& asked) {
    std::vector<std::string> names = {"localhost", "127.0.0.1", "::1"};
    char host[256] = {};
    if (::gethostname(host, sizeof host - 1) == 0 && host[0] != '\0') {
        names.emplace_back(host);
    }
    if (!asked.url.empty()) {
        std::string rest = asked.url.substr(asked.url.find("//") + 2);
        rest = rest.substr(0, rest.find('/'));
        const bool has_port = rest.rfind(':') != rest.npos && !rest.ends_with(']');
        if (const Result<Address> address = address_from(has_port ? rest : rest + ":443")) {
            names.push_back(address->host);
        }
    }
    return names;
}

Result<void> write_certificate(const Invocation& asked, const std::filesystem::path& folder,
                               const KeyPair& key, Clock& clock) {
    const Certificate made = make_certificate(names_for(asked), clock.wall_ms(), key.seed);
    Result<void> written = write_file(folder / Files::certificate_key, bytes_of(made.key), secret_mode);
    if (written) {
        written = write_file(folder / Files::certificate, bytes_of(made.certificate));
    }
    if (written && !asked.url.empty()) {
        const std::string config = "public_url = " + json_text(asked.url) + "\n";
        written = write_file(folder / Files::config, bytes_of(config), secret_mode);
    }
    return written;
}

// Whether the store was written by the server of this key. One in which nothing was said yet is anybody's.
bool is_store_of(Database& database, const SigningKey& key, Clock& clock, Chance& chance) {
    const ServerStore store(database, key, clock, chance);
    bool silent = true;
    for (const Office& office : store.offices()) {
        const std::optional<std::uint32_t> own = store.feed(office).own_branch;
        if (own && store.log(office).branch(*own).writer == key.writer()) {
            return true;
        }
        silent = silent && !own;
    }
    return silent;
}

// A store that lost its key gets it back from the sheet; in any other that holds a server, nothing is
// changed.
Result<void> check_folder(const Invocation& asked, const std::filesystem::path& folder, Clock& clock,
                          Chance& chance) {
    if (is_half_restored(folder)) {
        return fail(ErrorKind::bad_input, "restore_unfinished", {{"folder", folder.string()}});
    }
    if (!std::filesystem::exists(folder / Files::store)) {
        return {};
    }
    Database database(folder / Files::store);
    if (!is_initialised(database)) {
        return {};
    }
    if (asked.recovery_key.empty() || std::filesystem::exists(folder / Files::key)) {
        return fail(ErrorKind::bad_input, "already_a_server", {{"folder", folder.string()}});
    }
    const auto seed = seed_from_sheet(asked.recovery_key);
    if (!seed) {
        return tl::unexpected(seed.error());
    }
    return is_store_of(database, SigningKey(*seed), clock, chance)
               ? Result<void>()
               : fail(ErrorKind::bad_input, "recovery_key_of_another", {{"folder", folder.string()}});
}

// An init that was killed, or whose words got lost, has made a server whose sheet nobody has. As long as it
// never served, nothing hangs on it but that sheet, and who may read its key may see it. With the key of
// another sheet nothing of that holds.
bool is_sheet_to_be_shown_again(const Invocation& asked, const std::filesystem::path& folder,
                                const KeyPair& key) {
    if (!std::filesystem::exists(folder / never_served)) {
        return false;
    }
    const auto seed = asked.recovery_key.empty() ? key.seed : seed_from_sheet(asked.recovery_key);
    return seed && *seed == key.seed;
}

// All tables, and the pack in the offices' feeds when it is not the one built in: with the identity, for a
// folder that has one is finished, and no other init will bring the pack.
Result<void> write_store(const std::filesystem::path& folder, const SigningKey& key, const MissionPack& pack,
                         const std::string* json, Clock& clock, Chance& chance) {
    Database database(folder / Files::store);
    if (const Result<void> migrated = migrate(database, schema()); !migrated) {
        return migrated;
    }
    if (is_initialised(database)) {
        return {};
    }
    Transaction transaction(database);
    ServerStore::put_identity(database, pack.mission, clock, chance);
    if (json != nullptr) {
        ServerStore store(database, key, clock, chance);
        if (const auto told = publish_pack(store, pack, *json, ""); !told) {
            return tl::unexpected(told.error());
        }
    }
    transaction.commit();
    return {};
}

void say_sheet(const KeyPair& key, const Digest& pin, const MissionPack& pack, bool made_before,
               Context& context) {
    const std::string id = writer_of(key.public_key).hex();
    if (context.json) {
        JsonWriter json;
        json.begin_object();
        json.member("folder", context.folder.string());
        json.member("server", id);
        json.member("public_key", key.public_key.hex());
        json.member("certificate_pin", pin.hex());
        json.member("mission", pack.mission);
        json.member("recovery_key", sheet_text(key.seed));
        json.end();
        context.out += json.take();
        return;
    }
    context.say_line(made_before ? "server_made_before" : "server_made",
                     {{"folder", context.folder.string()}, {"mission", pack.title.in(context.language)}});
    context.say_line("server_recovery_sheet", {{"id", id}, {"key", sheet_text(key.seed)}});
    context.say_line("server_made_next");
}

Result<Digest> pin_in(const std::filesystem::path& folder) {
    const Result<Bytes> certificate = read_file(folder / Files::certificate, 64 * 1024);
    return certificate ? pin_of(std::string(text_of(*certificate))) : tl::unexpected(certificate.error());
}

// Nothing when a server is to be made here.
std::optional<int> show_again(const Invocation& asked, Context& context, Clock& clock, Chance& chance) {
    const std::filesystem::path& folder = context.folder;
    if (!std::filesystem::exists(folder / Files::store) || !std::filesystem::exists(folder / Files::key)) {
        return std::nullopt;
    }
    const Result<LoadedKey> key = load_key(folder / Files::key);
    Database database(folder / Files::store);
    if (!key || !is_initialised(database) || !is_sheet_to_be_shown_again(asked, folder, key->pair)) {
        return std::nullopt;
    }
    const Result<Digest> pin = pin_in(folder);
    if (!pin) {
        return context.report(pin.error());
    }
    const SigningKey signing(key->pair.seed);
    say_sheet(key->pair, *pin, standing_pack(ServerStore(database, signing, clock, chance)), true, context);
    return Exit::done;
}

}  // namespace

int init(const Invocation& asked, Context& context, Clock& clock, Chance& chance) {
    if (!asked.url.empty()) {
        if (const Result<void> good = check_public_url(asked.url); !good) {
            return context.report(good.error());
        }
    }
    MissionPack pack = builtin_pack();
    const std::string json(context.file_text());
    if (context.file) {
        auto read = mission_pack_from_json(json);
        if (!read) {
            return context.report(read.error());
        }
        pack = *std::move(read);
    }
    const Result<DataFolder> folder = DataFolder::open(context.folder, DataFolder::Missing::make_it);
    if (!folder) {
        return context.report(folder.error());
    }
    keep_ballast(context.folder);
    if (const std::optional<int> shown = show_again(asked, context, clock, chance)) {
        return *shown;
    }
    if (const Result<void> free = check_folder(asked, context.folder, clock, chance); !free) {
        return context.report(free.error());
    }
    const Result<KeyPair> key = key_for(asked, context.folder / Files::key, chance);
    if (!key) {
        return context.report(key.error());
    }
    Result<void> done = write_file(context.folder / never_served, {}, secret_mode);
    if (done) {
        done = write_certificate(asked, context.folder, *key, clock);
    }
    if (done) {
        done = write_store(context.folder, SigningKey(key->seed), pack, context.file ? &json : nullptr, clock,
                           chance);
    }
    if (!done) {
        return context.report(done.error());
    }
    const Result<Digest> pin = pin_in(context.folder);
    if (!pin) {
        return context.report(pin.error());
    }
    say_sheet(*key, *pin, pack, false, context);
    return Exit::done;
}

}  // namespace phirap::server
