// /v1/evidence on the HTTP library: every method that tus knows, bodies in pieces, never whole.
#pragma once

#include <functional>

#include "server/upload_request.h"

namespace httplib {
class Server;
}

namespace phirap::server {

using UploadDoor = std::function<UploadAnswer(const UploadRequest&)>;

// The door must live as long as the server.
void route_uploads(httplib::Server& server, const UploadDoor& door);

}  // namespace phirap::server
