#include "server/cli/context.h"

#include "shared/core/day.h"
#include "shared/wire/status_json.h"

namespace phirap::server {
namespace {

// Errors that no other command line would mend: the store's keeper has to look.
bool store_needs_attention(const Error& error) {
    return error.kind != ErrorKind::busy && error.kind != ErrorKind::not_found &&
           (error.key.starts_with("store_") || error.key.starts_with("key_") ||
            error.key == "folder_read_only" || error.key == "certificate_damaged" ||
            error.key == "backup_manifest_bad" || error.key == "backup_file_other" ||
            error.key == "backup_not_faithful");
}

}  // namespace

int Context::complain(const Error& error, int status) {
    const std::string message = say(language, error);
    err += message + "\n";
    if (json) {
        out += error_json(error, message);
    }
    return status;
}

int Context::report(const Error& error) {
    return complain(error, store_needs_attention(error) ? Exit::store_needs_attention : Exit::failed);
}

int Context::report(const StoreError& error) {
    return complain({ErrorKind::damaged, error.key(), error.arguments()}, Exit::store_needs_attention);
}

int Context::report(const JsonFaults& faults) {
    JsonWriter writer;
    writer.begin_object();
    writer.name("faults");
    writer.begin_array();
    for (const JsonFault& fault : faults) {
        const std::string message = say(language, fault);
        err += message + "\n";
        writer.begin_object();
        writer.member("pointer", fault.pointer);
        writer.member("expected", say(language, fault.expected, fault.arguments));
        writer.member("found", fault.found);
        writer.member("message", message);
        writer.end();
    }
    writer.end();
    writer.end();
    if (faults.size() >= json_faults_max) {
        err += say(language, "faults_more_perhaps", {{"n", std::to_string(faults.size())}}) + "\n";
    }
    if (json) {
        out += writer.take();
    }
    return Exit::failed;
}

std::string shown_time(std::int64_t wall_ms) {
    return to_text(bangkok_time(wall_ms));
}

}  // namespace phirap::server
