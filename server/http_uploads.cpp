#include "server/http_uploads.h"

#include <httplib.h>

#include <utility>

#include "server/upload_headers.h"
#include "shared/http/request_head.h"

namespace phirap::server {
namespace {

constexpr const char* path = R"(/v1/evidence(?:/([^/]*))?)";

class Exchange {
  public:
    Exchange(const httplib::Request& request, const httplib::ContentReader* reader)
        : request_(request), reader_(reader) {}

    void answer(const UploadDoor& door, httplib::Response& response) {
        const UploadAnswer answer = door(asked());
        response.status = answer.status;
        for (const auto& [name, value] : answer.headers) {
            response.set_header(name, value);
        }
        if (!answer.text.empty()) {
            response.set_content(answer.text, "text/plain");
        }
    }

  private:
    UploadRequest asked() {
        UploadRequest asked;
        const std::string override_by = request_.get_header_value("X-HTTP-Method-Override");
        asked.method = override_by.empty() ? request_.method : override_by;
        asked.name = request_.matches.size() > 1 ? request_.matches[1].str() : "";
        asked.header = [this](const char* name) { return request_.get_header_value(name); };
        asked.body_bytes = number_from_header(request_.get_header_value("Content-Length"));
        asked.body = [this](const auto& take) { return read(take); };
        return asked;
    }

    // What came before it took too long is kept, and the client goes on from there.
    bool read(const std::function<bool(BytesView)>& take) {
        if (reader_ == nullptr || std::exchange(was_read_, true)) {
            return true;
        }
        return (*reader_)([&](const char* piece, std::size_t size) { return take(bytes_of({piece, size})); });
    }

    const httplib::Request& request_;
    const httplib::ContentReader* reader_;
    bool was_read_ = false;
};

}  // namespace

void route_uploads(httplib::Server& server, const UploadDoor& door) {
    const auto without_body = [&door](const httplib::Request& request, httplib::Response& response) {
        Exchange(request, nullptr).answer(door, response);
    };
    const auto with_body = [&door](const httplib::Request& request, httplib::Response& response,
                                   const httplib::ContentReader& reader) {
        Exchange(request, &reader).answer(door, response);
    };
    server.Get(path, without_body);  // HEAD too
    server.Options(path, without_body);
    server.Post(path, with_body);
    server.Patch(path, with_body);
    server.Delete(path, with_body);
}

}  // namespace phirap::server
