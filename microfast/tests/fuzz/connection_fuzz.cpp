// Any bytes sent to a connection, split anywhere and with delays: its answers are well-formed and
// do not depend on the splits, and it ends when its client has sent everything.
#include <microfast/http/body_stream.hpp>
#include <microfast/middleware/onion.hpp>
#include <microfast/net/use_task.hpp>
#include <microfast/server/connection.hpp>

#include <asio/post.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fuzz/requirement.hpp"
#include "server/scripted_source.hpp"
#include "server/test_environment.hpp"

namespace {

using namespace microfast;
using fuzz::require;

/// Tells of what kind of request an answer is: only then its end can be found.
struct method_note {
    void after(http::request& request, http::response& response) const {
        response.headers.set("X-Method", to_string(request.method()));
    }
};

http::handler noted(http::handler inner) {
    static const std::vector layers{middleware::make_middleware(method_note{})};
    return middleware::fold(layers, std::move(inner));
}

http::handler plain(http::plain_function function) {
    http::handler made;
    made.plain = function;
    return noted(std::move(made));
}

http::handler coroutine(http::coroutine_function function) {
    http::handler made;
    made.coroutine = function;
    return noted(std::move(made));
}

auto next_turn() {
    return asio::post(net::event_loop::current().executor(), net::use_task);
}

task<void> answer_later(const void*, http::request& request, http::response& response) {
    co_await next_turn();
    co_await next_turn();
    response.set_text(request.body());
}

task<void> collect(const void*, http::request& request, http::response& response) {
    std::string all;
    auto& body = *request.body_stream();
    for (auto piece = co_await body.read(); !piece.empty(); piece = co_await body.read())
        all += piece;
    response.set_text(all);
}

task<void> echo(const void*, http::request& request, http::response& response) {
    auto& body = *request.body_stream();
    response.source =
        std::make_unique<server::scripted_source>([&body](std::string& into) -> task<bool> {
            const auto piece = co_await body.read();
            into += piece;
            co_return !piece.empty();
        });
    co_return;
}

std::shared_ptr<const routing::router> make_routes() {
    using http::method;
    auto made = std::make_shared<routing::router>();
    made->surround(noted);
    made->add(method::get, "/", plain([](const void*, http::request&, http::response& response) {
                  response.set_text("root");
              }));
    made->add(method::get, "/p", plain([](const void*, http::request&, http::response& response) {
                  response.source = server::pieces({"one ", "two"});
              }));
    made->add(
        method::post, "/", plain([](const void*, http::request& request, http::response& response) {
            response.set_text(request.body());
        })
    );
    made->add(method::get, "/l", coroutine(answer_later));
    made->add(method::post, "/l", coroutine(answer_later));
    made->add(method::post, "/c", coroutine(collect), {.streams_body = true});
    made->add(method::post, "/e", coroutine(echo), {.streams_body = true});
    return made;
}

struct answer {
    int status = 0;
    std::string body;
    bool may_be_cut = false;  // its body ends with the connection, which may have been broken off

    friend bool operator==(const answer& one, const answer& other) {
        const bool is_same = one.status == other.status && one.may_be_cut == other.may_be_cut;
        if (!is_same || !one.may_be_cut) return is_same && one.body == other.body;
        return one.body.starts_with(other.body) || other.body.starts_with(one.body);
    }
};

std::size_t number_in(std::string_view text, int base) {
    std::size_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number, base);
    require(read.ec == std::errc{} && read.ptr == text.data() + text.size(), "a number");
    return number;
}

/// Takes answers off the bytes that a server has sent, to the end of the connection.
class reply_reader {
public:
    explicit reply_reader(std::string_view bytes) : left_{bytes} {}

    [[nodiscard]] std::vector<answer> read_all() {
        std::vector<answer> all;
        while (!left_.empty()) {
            auto next = read();
            if (!next) break;
            if (next->status >= 200) all.push_back(*std::move(next));
        }
        return all;
    }

private:
    /// Empty if the connection was broken off inside of it.
    std::optional<answer> read() {
        const auto line = take_line();
        if (!line) return std::nullopt;
        require(line->starts_with("HTTP/1.1 ") && line->size() > 12, "a status line");
        answer made;
        made.status = static_cast<int>(number_in(line->substr(9, 3), 10));
        std::optional<std::size_t> length;
        bool is_chunked = false;
        bool is_head = false;
        for (auto field = take_line(); !field || !field->empty(); field = take_line()) {
            if (!field) return std::nullopt;
            if (field->starts_with("Content-Length: ")) length = number_in(field->substr(16), 10);
            is_chunked |= *field == "Transfer-Encoding: chunked";
            is_head |= *field == "X-Method: HEAD";
        }
        require(!length || !is_chunked, "one framing");
        const bool has_body = !is_head && made.status >= 200 && made.status != 204;
        if (!has_body) return made;
        if (is_chunked) return read_chunks(made) ? std::optional{made} : std::nullopt;
        made.may_be_cut = !length;
        made.body = left_.substr(0, length.value_or(left_.size()));
        left_.remove_prefix(made.body.size());
        return made;
    }

    bool read_chunks(answer& into) {
        while (true) {
            const auto line = take_line();
            if (!line) return false;
            const auto size = number_in(*line, 16);
            if (left_.size() < size) return false;
            into.body += left_.substr(0, size);
            left_.remove_prefix(size);
            const auto end = take_line();
            if (!end) return false;
            require(end->empty(), "the end of a chunk");
            if (size == 0) return true;
        }
    }

    std::optional<std::string_view> take_line() {
        const auto end = left_.find("\r\n");
        if (end == left_.npos) return std::nullopt;
        const auto line = left_.substr(0, end);
        left_.remove_prefix(end + 2);
        return line;
    }

    std::string_view left_;
};

/// One connection and its client.
class conversation final : server::connection_keeper {
public:
    conversation() {
        environment_.shared.router = routes();
        environment_.shared.keeper = this;
        served_.reset(new server::connection{environment_.shared, std::move(sockets_.ours)});
    }
    ~conversation() {
        if (served_ != nullptr) served_->cut();
    }

    void send(std::string_view bytes, unsigned turns) {
        while (!bytes.empty() && served_ != nullptr) {
            const auto size =
                ::send(sockets_.theirs.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
            bytes.remove_prefix(size < 0 ? 0 : static_cast<std::size_t>(size));
            if (!bytes.empty()) take_turn();
        }
        while (turns-- > 0)
            take_turn();
    }

    /// All that was answered.
    [[nodiscard]] std::vector<answer> end() {
        ::shutdown(sockets_.theirs.number(), SHUT_WR);
        for (int turns = 0; turns < 10'000 && served_ != nullptr; ++turns)
            take_turn();
        require(served_ == nullptr, "the connection ends");
        received_ += sockets_.arrived();
        return reply_reader(received_).read_all();
    }

private:
    static std::shared_ptr<const routing::router> routes() {
        static const auto made = make_routes();
        return made;
    }

    void take_turn() {
        environment_.run_pending();
        received_ += sockets_.arrived();
    }

    void on_closed(server::connection& closed) override {
        require(&closed == served_.get(), "the connection is closed once");
        served_.reset();
    }

    server::test_environment environment_;
    server::socket_pair sockets_;
    std::string received_;
    std::unique_ptr<server::connection> served_;
};

/// Refusals may come earlier, and for another reason, when bytes come later.
std::vector<answer> good_ones(std::vector<answer> all) {
    std::erase_if(all, [](const answer& each) { return each.status >= 400; });
    return all;
}

bool ends_refused(const std::vector<answer>& all) {
    return !all.empty() && all.back().status >= 400;
}

/// A refusal that ends one of the conversations takes the place of all that follows in the other.
bool agree(const std::vector<answer>& one, const std::vector<answer>& other) {
    const auto good = good_ones(one);
    const auto others = good_ones(other);
    const auto both = std::min(good.size(), others.size());
    if (good.size() > both && !ends_refused(other)) return false;
    if (others.size() > both && !ends_refused(one)) return false;
    const auto end = good.begin() + static_cast<std::ptrdiff_t>(both);
    return std::equal(good.begin(), end, others.begin());
}

}  // namespace

/// The first byte says how many splits there are: size and delay of each follow, then the bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    spdlog::set_level(spdlog::level::off);
    if (size == 0) return 0;
    fuzz::input_at_hand = {reinterpret_cast<const char*>(data), size};
    const std::size_t splits = std::min<std::size_t>(data[0] % 16U, (size - 1) / 2);
    const std::string_view script(reinterpret_cast<const char*>(data) + 1, 2 * splits);
    const std::string_view bytes(script.data() + script.size(), size - 1 - script.size());

    conversation at_once;
    at_once.send(bytes, 0);
    const auto expected = at_once.end();

    conversation split;
    auto left = bytes;
    for (std::size_t i = 0; i < splits; ++i) {
        const auto piece = left.substr(0, static_cast<unsigned char>(script[2 * i]));
        split.send(piece, static_cast<unsigned char>(script[2 * i + 1]) % 4U);
        left.remove_prefix(piece.size());
    }
    split.send(left, 1);
    require(agree(split.end(), expected), "the answers do not depend on the splits");
    return 0;
}
