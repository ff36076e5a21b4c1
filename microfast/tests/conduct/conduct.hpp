/// @file
/// What the tests of conduct share: a server, verdicts, and the words for requests.
///
/// The tests are numbered promises about what goes over the wire, each of them held to with raw
/// bytes against a server on a real socket. A number that no component is there for yet is listed
/// in `not_applicable.cpp` with the reason.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "conduct/wire.hpp"
#include "server/test_server.hpp"

namespace microfast::conduct {

/// A server with the routes that the tests talk to, running until the program ends.
///
/// Besides those of `server::test_server`: GET /field/{name} and GET /fields (what was sent), GET
/// /authority, POST /length (of the body), POST /limited (1 KiB of body), GET /status/{code}, GET
/// /throws, GET /pieces/{count} and /broken/{count} (of unknown length), GET /bad-field, PUT
/// /value/{text} and GET /value, GET /redirect?to=, GET /cookie/{same_site}, POST /form, POST
/// /upload, GET /origin, GET /static/{path*}.
class served {
public:
    explicit served(server::server_options options = server::test_options());
    served(const served&) = delete;
    served& operator=(const served&) = delete;
    ~served();

    [[nodiscard]] std::uint16_t port() const { return server_.port(); }

    /// The folder that /static/ serves.
    [[nodiscard]] const std::string& folder() const noexcept { return folder_; }

private:
    std::string folder_;
    server::test_server server_;
};

/// The one with the options of a test, which most tests share.
[[nodiscard]] served& the_server();

/// Bytes to send, and what they are.
struct sent {
    const char* what;
    std::string bytes;
};

/// One reply with one of these statuses, then the server closes.
void expect_refused(const std::vector<sent>& rows, std::initializer_list<int> statuses);

/// So many replies with these statuses, and the connection goes on: the next request is answered.
void expect_answered(const std::vector<sent>& rows, const std::vector<int>& statuses);

/// "GET path HTTP/1.1" with a Host line and these lines.
[[nodiscard]] std::string get(std::string_view path, std::string_view lines = {});

/// "POST path HTTP/1.1" with a Host line, these lines, and whatever `body` is.
[[nodiscard]] std::string post(
    std::string_view path, std::string_view lines, std::string_view body = {}
);

/// The same with the length of the body.
[[nodiscard]] std::string post_length(std::string_view path, std::string_view body);

/// A request line, a Host line and the end.
[[nodiscard]] std::string line(std::string_view request_line);

/// The one reply to a request on a connection of its own.
[[nodiscard]] reply ask(std::string_view bytes, asked_with method = asked_with::get);

}  // namespace microfast::conduct
