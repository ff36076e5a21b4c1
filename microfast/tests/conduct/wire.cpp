#include "conduct/wire.hpp"

#include <microfast/http/characters.hpp>
#include <microfast/http/date_parser.hpp>
#include <microfast/net/send.hpp>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <stdexcept>
#include <system_error>

namespace microfast::conduct {

namespace {

[[noreturn]] void throw_errno(const char* what) {
    throw std::system_error{errno, std::generic_category(), what};
}

void require(bool holds, const std::string& why, const reply& read) {
    if (holds) return;
    auto text = "not a well-formed reply: " + why + "\n" + std::to_string(read.status);
    for (const auto& [name, value] : read.fields)
        text += "\n" + name + ": " + value;
    throw std::runtime_error(text);
}

std::optional<std::size_t> to_number(std::string_view text, int base = 10) {
    std::size_t number = 0;
    const auto* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number, base);
    if (text.empty() || read.ec != std::errc{} || read.ptr != end) return std::nullopt;
    return number;
}

bool is_interim(int status) {
    return status >= 100 && status < 200;
}

/// Source: RFC 9110, section 5.3, and the definition of each of them.
constexpr auto has_one_value = std::to_array<std::string_view>(
    {"Connection",
     "Content-Encoding",
     "Content-Length",
     "Content-Location",
     "Content-Range",
     "Content-Type",
     "Date",
     "ETag",
     "Last-Modified",
     "Location",
     "Retry-After",
     "Server",
     "Transfer-Encoding",
     "X-Content-Type-Options"}
);

void check_fields(const reply& read) {
    for (const auto& [name, value] : read.fields) {
        require(http::is_token(name), "name of a field", read);
        require(http::consists_of(value, http::value_characters), "value of a field", read);
    }
    for (const auto name : has_one_value)
        require(read.count(name) <= 1, std::string(name) + " comes twice", read);
    if (is_interim(read.status)) return;
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto date = http::parse_http_date(read.field("Date").value_or(""), now);
    require(date.has_value(), "no date", read);
    require(std::chrono::abs(*date - now) <= std::chrono::seconds{2}, "date is not now", read);
}

}  // namespace

std::optional<std::string> reply::field(std::string_view name) const {
    for (const auto& [each, value] : fields) {
        if (http::equal_ignoring_case(each, name)) return value;
    }
    return std::nullopt;
}

std::size_t reply::count(std::string_view name) const {
    return static_cast<std::size_t>(std::count_if(fields.begin(), fields.end(), [&](auto& each) {
        return http::equal_ignoring_case(each.first, name);
    }));
}

wire::wire(std::uint16_t port) : socket_{::socket(AF_INET, SOCK_STREAM, 0)} {
    const timeval patience{.tv_sec = 20, .tv_usec = 0};
    const int on = 1;
    ::setsockopt(socket_.number(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(socket_.number(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    ::setsockopt(socket_.number(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_port = htons(port);
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const auto* const generic = reinterpret_cast<const sockaddr*>(&where);
    if (::connect(socket_.number(), generic, sizeof where) != 0) throw_errno("connect");
}

void wire::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto size = net::send_some(socket_, bytes);
        if (size < 0) throw_errno("send");
        bytes.remove_prefix(static_cast<std::size_t>(size));
    }
}

void wire::send_byte_by_byte(std::string_view bytes) {
    for (const char byte : bytes)
        send({&byte, 1});
}

void wire::send_what_is_taken(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto size = net::send_some(socket_, bytes);
        if (size < 0) return;
        bytes.remove_prefix(static_cast<std::size_t>(size));
    }
}

void wire::end() {
    ::shutdown(socket_.number(), SHUT_WR);
}

void wire::reset() {
    const linger at_once{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(socket_.number(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    socket_.close();
}

reply wire::read(asked_with method) {
    reply read;
    const auto line = take_line();
    const auto status =
        to_number(std::string_view(line).substr(0, 12).substr(std::min(line.size(), std::size_t{9}))
        );
    const bool is_status_line = line.starts_with("HTTP/1.1 ") && line.size() > 12 &&
                                line[12] == ' ' && status && *status >= 100 && *status < 600;
    require(is_status_line, "status line \"" + line + "\"", read);
    read.status = static_cast<int>(*status);
    for (auto field = take_line(); !field.empty(); field = take_line()) {
        const auto colon = field.find(": ");
        require(colon != field.npos, "field line \"" + field + "\"", read);
        read.fields.emplace_back(field.substr(0, colon), field.substr(colon + 2));
    }
    check_fields(read);
    read_body(read, method);
    return read;
}

/// Source: RFC 9112, section 6.3.
void wire::read_body(reply& into, asked_with method) {
    const auto length = into.field("Content-Length");
    const auto coding = into.field("Transfer-Encoding");
    const bool never_has_one = is_interim(into.status) || into.status == 204;
    require(!never_has_one || (!length && !coding), "framing of no body", into);
    require(!length || !coding, "two framings", into);
    require(!length || to_number(*length), "length", into);
    if (never_has_one || into.status == 304 || method == asked_with::head) return;
    if (coding) {
        require(*coding == "chunked", "coding", into);
        return read_chunks(into.body);
    }
    if (length) {
        into.body = take(*to_number(*length));
        return;
    }
    require(into.field("Connection") == "close", "neither length nor close", into);
    while (receive()) {
    }
    if (was_reset_) throw torn_reply("reset within a body");
    into.body = std::exchange(received_, {});
}

void wire::read_chunks(std::string& body) {
    while (true) {
        const auto size = to_number(take_line(), 16);
        if (!size) throw std::runtime_error("not a chunk size");
        body += take(*size);
        if (!take_line().empty()) throw std::runtime_error("no line end behind a chunk");
        if (*size == 0) return;
    }
}

bool wire::is_closed() {
    return received_.empty() && !receive();
}

std::string wire::take(std::size_t size) {
    while (received_.size() < size) {
        if (!receive()) throw torn_reply("closed within a body: " + received_);
    }
    auto taken = received_.substr(0, size);
    received_.erase(0, size);
    return taken;
}

std::string wire::take_line() {
    while (true) {
        if (const auto end = received_.find("\r\n"); end != received_.npos) {
            auto line = received_.substr(0, end);
            received_.erase(0, end + 2);
            return line;
        }
        if (!receive()) throw torn_reply("closed instead of a reply: " + received_);
    }
}

bool wire::receive() {
    std::array<char, 65536> buffer;
    const auto size = ::recv(socket_.number(), buffer.data(), buffer.size(), 0);
    if (size < 0 && errno == EAGAIN) throw std::logic_error("nothing came for 20 seconds");
    if (size < 0 && errno != ECONNRESET) throw_errno("recv");
    was_reset_ = size < 0;
    if (size <= 0) return false;
    received_.append(buffer.data(), static_cast<std::size_t>(size));
    return true;
}

}  // namespace microfast::conduct
