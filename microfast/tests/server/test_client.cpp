#include "server/test_client.hpp"

#include <charconv>
#include <stdexcept>
#include <utility>

namespace microfast::server {

namespace {

std::size_t number_in(std::string_view text) {
    std::size_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

std::size_t content_length(std::string_view head) {
    constexpr std::string_view name = "\r\nContent-Length: ";
    const auto at = head.find(name);
    return at == head.npos ? 0 : number_in(head.substr(at + name.size()));
}

}  // namespace

bool answer::has_line(std::string_view line) const {
    return head.find("\r\n" + std::string{line} + "\r\n") != head.npos;
}

std::optional<answer> test_client::try_read(body_of_answer body) {
    std::size_t head_size = 0;
    while ((head_size = received_.find("\r\n\r\n")) == received_.npos) {
        if (socket_.receive(received_)) continue;
        if (received_.empty()) return std::nullopt;
        throw std::runtime_error{"closed within a head: " + received_};
    }
    answer read;
    read.head = received_.substr(0, head_size + 2);
    read.status = static_cast<int>(number_in(std::string_view{read.head}.substr(9, 3)));
    received_.erase(0, head_size + 4);
    if (body == body_of_answer::absent) return read;
    if (!read.has_line("Transfer-Encoding: chunked")) {
        read.body = take(content_length(read.head));
        return read;
    }
    read.body = take_chunks();
    for (auto line = take_line(); !line.empty(); line = take_line())
        read.head += line + "\r\n";
    return read;
}

std::string test_client::take_chunks() {
    std::string body;
    for (;;) {
        const auto line = take_line();
        std::size_t size = 0;
        std::from_chars(line.data(), line.data() + line.size(), size, 16);
        if (size == 0) return body;
        body += take(size);
        if (!take_line().empty()) throw std::runtime_error{"a chunk is longer than its size"};
    }
}

std::string test_client::take_line() {
    auto end = received_.find("\r\n");
    while (end == received_.npos) {
        require(received_.size() + 1);
        end = received_.find("\r\n");
    }
    auto line = take(end + 2);
    line.resize(end);
    return line;
}

std::string test_client::take(std::size_t size) {
    require(size);
    auto taken = received_.substr(0, size);
    received_.erase(0, size);
    return taken;
}

void test_client::require(std::size_t size) {
    while (received_.size() < size) {
        if (!socket_.receive(received_)) throw std::runtime_error{"closed within a body"};
    }
}

answer test_client::read(body_of_answer body) {
    auto found = try_read(body);
    if (!found) throw std::runtime_error{"closed instead of an answer"};
    return *std::move(found);
}

std::size_t test_client::receive_some() {
    if (received_.empty() && !socket_.receive(received_)) return 0;
    return std::exchange(received_, {}).size();
}

std::string test_client::read_to_end() {
    while (socket_.receive(received_)) {
    }
    return std::exchange(received_, {});
}

std::string get(std::string_view path, std::string_view lines) {
    return "GET " + std::string{path} + " HTTP/1.1\r\nHost: test\r\n" + std::string{lines} + "\r\n";
}

std::string post(std::string_view path, std::string_view body, std::string_view lines) {
    return "POST " + std::string{path} +
           " HTTP/1.1\r\nHost: test\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
           std::string{lines} + "\r\n" + std::string{body};
}

}  // namespace microfast::server
