// Loads one server and prints what it saw as a line of JSON.
//
//   load_generator --port 8080 --path /plaintext [--connections 64] [--depth 1] [--seconds 3]
//                  [--warm 1] [--requests N] [--rate R] [--method GET] [--header 'A: b']...
//                  [--body TEXT]
//
// A connection sends `depth` requests at once and the next ones when all are answered. With a rate,
// requests are due at fixed times whatever the server does, and latency counts from when one was
// due ("coordinated omission": Tene, How NOT to Measure Latency). Client and server may share one
// CPU: this costs a fraction of what it measures.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <deque>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "load/answer_reader.hpp"
#include "load/latency_histogram.hpp"

namespace {

using clock_type = std::chrono::steady_clock;
using std::chrono::nanoseconds;

struct settings {
    std::uint16_t port = 8080;
    std::string path = "/";
    std::string method = "GET";
    std::string fields;
    std::string body;
    unsigned connections = 64;
    unsigned depth = 1;
    unsigned seconds = 3;
    unsigned warm = 0;           // seconds before, which do not count; "measuring" is printed after
    std::uint64_t requests = 0;  // 0: as many as fit
    double rate = 0;             // a second; 0: as fast as answers come
};

std::string request_of(const settings& wanted) {
    std::string text =
        wanted.method + " " + wanted.path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + wanted.fields;
    if (!wanted.body.empty()) {
        text += "Content-Length: " + std::to_string(wanted.body.size()) + "\r\n";
    }
    return text + "\r\n" + wanted.body;
}

struct connection {
    int socket = -1;
    unsigned unanswered = 0;
    clock_type::time_point since;  // when the requests were due
    std::string received;
    std::size_t read_from = 0;
    load::answer_reader reader;
};

class generator {
public:
    explicit generator(const settings& wanted)
        : wanted_(wanted),
          readiness_(::epoll_create1(EPOLL_CLOEXEC)) {
        const auto request = request_of(wanted);
        for (unsigned i = 0; i < wanted.depth; ++i)
            batch_ += request;
        for (unsigned i = 0; i < wanted.connections; ++i)
            open();
    }
    generator(const generator&) = delete;
    generator& operator=(const generator&) = delete;
    ~generator() {
        for (const auto& one : connections_)
            ::close(one->socket);
        ::close(readiness_);
    }

    void run() {
        started_ = clock_type::now();
        measures_from_ = started_ + std::chrono::seconds(wanted_.warm);
        const auto end = measures_from_ + std::chrono::seconds(wanted_.seconds);
        if (wanted_.rate > 0) {
            interval_ = nanoseconds(static_cast<std::int64_t>(1e9 / wanted_.rate * wanted_.depth));
            for (auto& one : connections_)
                idle_.push_back(one.get());
        } else {
            for (auto& one : connections_)
                ask(*one, started_);
        }
        auto due = started_;
        std::array<epoll_event, 256> events;
        for (auto now = started_; now < end && !is_done(); now = clock_type::now()) {
            if (wanted_.warm > 0 && !measures_ && now >= measures_from_) begin_to_measure();
            for (; wanted_.rate > 0 && due <= now && !idle_.empty(); due += interval_) {
                ask(*idle_.front(), due);
                idle_.pop_front();
            }
            const bool sleeps_little = wanted_.rate > 0 && !idle_.empty();
            timespec timeout{};
            timeout.tv_nsec =
                sleeps_little ? std::clamp<long>((due - now).count(), 0, 1'000'000) : 100'000'000;
            const int ready = ::epoll_pwait2(
                readiness_, events.data(), static_cast<int>(events.size()), &timeout, nullptr
            );
            for (int i = 0; i < ready; ++i) {
                receive(*static_cast<connection*>(events[static_cast<std::size_t>(i)].data.ptr));
            }
        }
        took_ = clock_type::now() - measures_from_;
    }

    void print() const {
        const auto seconds = std::chrono::duration<double>(took_).count();
        std::printf(
            "{\"requests\": %llu, \"seconds\": %.3f, \"rate\": %.0f, \"failed\": %llu, "
            "\"p50_us\": %.1f, \"p99_us\": %.1f, \"p999_us\": %.1f, \"max_us\": %.1f}\n",
            static_cast<unsigned long long>(latencies_.total()),
            seconds,
            static_cast<double>(latencies_.total()) / seconds,
            static_cast<unsigned long long>(failed_),
            latencies_.percentile_us(0.5),
            latencies_.percentile_us(0.99),
            latencies_.percentile_us(0.999),
            static_cast<double>(latencies_.largest().count()) / 1000
        );
    }

    [[nodiscard]] bool succeeded() const { return failed_ == 0 && latencies_.total() > 0; }

private:
    void begin_to_measure() {
        measures_ = true;
        latencies_ = {};
        std::puts("measuring");
        std::fflush(stdout);
        measures_from_ = clock_type::now();
    }

    bool is_done() const {
        return failed_ > 0 || (wanted_.requests != 0 && latencies_.total() >= wanted_.requests);
    }

    void open() {
        auto one = std::make_unique<connection>();
        one->socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(wanted_.port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(one->socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
            throw std::system_error(errno, std::generic_category(), "connect");
        }
        const int yes = 1;
        ::setsockopt(one->socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        ::fcntl(one->socket, F_SETFL, O_NONBLOCK);
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.ptr = one.get();
        ::epoll_ctl(readiness_, EPOLL_CTL_ADD, one->socket, &event);
        connections_.push_back(std::move(one));
    }

    /// A batch fits the kernel's buffer, or the settings ask too much of one connection.
    void ask(connection& one, clock_type::time_point due) {
        const auto sent = ::send(one.socket, batch_.data(), batch_.size(), MSG_NOSIGNAL);
        if (sent != static_cast<ssize_t>(batch_.size())) {
            ++failed_;
            return;
        }
        one.unanswered = wanted_.depth;
        one.since = due;
    }

    void receive(connection& one) {
        const auto count = ::recv(one.socket, buffer_.data(), buffer_.size(), 0);
        if (count <= 0) {
            if (count == 0 || errno != EAGAIN) ++failed_;
            return;
        }
        std::string_view bytes(buffer_.data(), static_cast<std::size_t>(count));
        const bool joins = !one.received.empty();
        if (joins) {
            one.received.append(bytes);
            bytes = one.received;
        }
        const auto now = clock_type::now();
        while (!bytes.empty() && one.unanswered > 0) {
            const auto status = one.reader.read(bytes);
            if (status == load::answer_status::incomplete) break;
            if (status == load::answer_status::failed) {
                ++failed_;
                return;
            }
            bytes.remove_prefix(one.reader.size());
            latencies_.add(now - one.since);
            --one.unanswered;
        }
        if (joins) {
            one.received.erase(0, one.received.size() - bytes.size());
        } else {
            one.received.assign(bytes);
        }
        if (one.unanswered > 0) return;
        if (wanted_.rate > 0) {
            idle_.push_back(&one);
        } else {
            ask(one, now);
        }
    }

    const settings& wanted_;
    int readiness_;
    std::string batch_;
    std::vector<std::unique_ptr<connection>> connections_;
    std::deque<connection*> idle_;
    std::vector<char> buffer_ = std::vector<char>(256 * 1024);
    load::latency_histogram latencies_;
    nanoseconds interval_{};
    clock_type::time_point started_;
    clock_type::time_point measures_from_;
    bool measures_ = false;
    clock_type::duration took_{};
    std::uint64_t failed_ = 0;
};

template <class Number>
Number to_number(std::string_view name, std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) {
        throw std::runtime_error(std::string(name) + " wants a number, not " + std::string(text));
    }
    return number;
}

settings parse(std::span<char*> arguments) {
    settings wanted;
    for (std::size_t i = 1; i < arguments.size(); i += 2) {
        const std::string_view name = arguments[i];
        if (i + 1 == arguments.size())
            throw std::runtime_error(std::string(name) + " wants a value");
        const std::string_view value = arguments[i + 1];
        if (name == "--port")
            wanted.port = to_number<std::uint16_t>(name, value);
        else if (name == "--path")
            wanted.path = value;
        else if (name == "--method")
            wanted.method = value;
        else if (name == "--body")
            wanted.body = value;
        else if (name == "--header")
            wanted.fields += std::string(value) + "\r\n";
        else if (name == "--connections")
            wanted.connections = to_number<unsigned>(name, value);
        else if (name == "--depth")
            wanted.depth = to_number<unsigned>(name, value);
        else if (name == "--warm")
            wanted.warm = to_number<unsigned>(name, value);
        else if (name == "--seconds")
            wanted.seconds = to_number<unsigned>(name, value);
        else if (name == "--requests")
            wanted.requests = to_number<std::uint64_t>(name, value);
        else if (name == "--rate")
            wanted.rate = to_number<double>(name, value);
        else
            throw std::runtime_error("unknown option " + std::string(name));
    }
    if (wanted.connections == 0 || wanted.depth == 0 || wanted.seconds == 0) {
        throw std::runtime_error("--connections, --depth and --seconds are at least 1");
    }
    return wanted;
}

}  // namespace

int main(int count, char** arguments) {
    try {
        const auto wanted = parse({arguments, static_cast<std::size_t>(count)});
        generator load(wanted);
        load.run();
        load.print();
        return load.succeeded() ? 0 : 1;
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "load_generator: %s\n", failure.what());
        return 2;
    }
}
