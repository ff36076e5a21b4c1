#include "conduct/wire.hpp"

#include <microfast/http/characters.hpp>
#include <microfast/http/date_parser.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <stdexcept>

namespace microfast::conduct {

namespace {

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

void wire::send_byte_by_byte(std::string_view bytes) {
    for (const char byte : bytes)
        send({&byte, 1});
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
    while (socket_.receive(received_)) {
    }
    if (socket_.was_reset()) throw torn_reply("reset within a body");
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
    return received_.empty() && !socket_.receive(received_);
}

std::string wire::take(std::size_t size) {
    while (received_.size() < size) {
        if (!socket_.receive(received_)) throw torn_reply("closed within a body: " + received_);
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
        if (!socket_.receive(received_))
            throw torn_reply("closed instead of a reply: " + received_);
    }
}

}  // namespace microfast::conduct
