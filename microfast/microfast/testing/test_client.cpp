#include <microfast/core/error.hpp>
#include <microfast/http/body_decoder.hpp>
#include <microfast/http/body_source.hpp>
#include <microfast/http/body_stream.hpp>
#include <microfast/http/characters.hpp>
#include <microfast/http/head_parser.hpp>
#include <microfast/http/request_context.hpp>
#include <microfast/http/response_writer.hpp>
#include <microfast/http/status.hpp>
#include <microfast/middleware/onion.hpp>
#include <microfast/testing/test_client.hpp>

#include <asio/steady_timer.hpp>

#include <exception>
#include <optional>

namespace microfast::testing {

namespace {

/// What a timer and the run it watches tell each other; the timer may come after the run.
struct patience_watch {
    bool is_late = false;
    bool is_over = false;
};

/// Runs the task, keeps what it throws, and ends the loop.
task<void> run_and_stop(task<void> work, net::event_loop& loop, std::exception_ptr& failure) {
    try {
        co_await std::move(work);
    } catch (...) {
        failure = std::current_exception();
    }
    loop.stop();
}

/// The body of a request, as a route gets it that streams bodies.
class sent_body final : public http::body_stream {
public:
    explicit sent_body(const http::body_decoder& decoded) noexcept
        : decoded_(decoded),
          rest_(decoded.body()) {}

    task<std::string_view> read() override {
        constexpr std::size_t piece_size = 4096;
        const auto piece = rest_.substr(0, piece_size);
        rest_.remove_prefix(piece.size());
        co_return piece;
    }
    const http::header_fields& trailers() const noexcept override { return decoded_.trailers(); }

private:
    const http::body_decoder& decoded_;
    std::string_view rest_;
};

/// Reads a body that is made piece by piece into the answer.
task<void> gather_body(http::response& response) {
    std::string whole;
    while (co_await response.source->read(whole)) {
    }
    response.source.reset();
    response.body = std::move(whole);
}

}  // namespace

test_client::test_client(std::shared_ptr<const routing::router> routes, test_client_options options)
    : routes_(std::move(routes)),
      options_(std::move(options)) {}

test_client::~test_client() = default;

test_response test_client::send(
    std::string_view method,
    std::string_view target,
    std::vector<field> fields,
    std::string_view body
) {
    const auto bytes = request_text(method, target, fields, body);
    http::request request;
    http::response response;
    answer(bytes, request, response);
    keep_cookies(response);
    http::response_writer writer;
    writer.set_time(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
    std::string answered;
    const auto after = request.head().keep_alive ? http::connection_after::keep_open
                                                 : http::connection_after::close;
    writer.write(response, {request.method(), request.version(), after}, answered);
    if (auto* context = request.find_context();
        context != nullptr && !context->background().empty())
        run(context->background().take());
    return test_response(answered);
}

void test_client::run(task<void> work) {
    std::exception_ptr failure;
    const auto watch = std::make_shared<patience_watch>();
    std::optional<asio::steady_timer> patience(std::in_place, loop_->context(), options_.patience);
    patience->async_wait([watch, &loop = *loop_](const std::error_code& cancelled) {
        if (cancelled || watch->is_over) return;
        watch->is_late = true;
        loop.stop();
    });
    loop_->spawn(run_and_stop(std::move(work), *loop_, failure));
    loop_->run();
    watch->is_over = true;
    patience.reset();
    if (watch->is_late) {
        // With the old loop goes the task, which uses what the caller owns.
        loop_ = std::make_unique<net::event_loop>();
        throw error("the handler has not answered in time");
    }
    if (failure) std::rethrow_exception(failure);
}

std::string test_client::request_text(
    std::string_view method,
    std::string_view target,
    const std::vector<field>& fields,
    std::string_view body
) const {
    std::string text;
    const auto add = [&text](std::string_view name, std::string_view value) {
        text.append(name).append(": ").append(value).append("\r\n");
    };
    text.append(method).append(" ").append(target).append(" HTTP/1.1\r\n");
    add("Host", options_.host);
    for (const auto& [name, value] : fields)
        add(name, value);
    std::string jar;
    for (const auto& [name, value] : cookies_)
        jar.append(jar.empty() ? "" : "; ").append(name).append("=").append(value);
    if (!jar.empty()) add("Cookie", jar);
    if (!body.empty()) add("Content-Length", std::to_string(body.size()));
    return text.append("\r\n").append(body);
}

void test_client::answer(std::string_view bytes, http::request& request, http::response& response) {
    std::size_t scanned = 0;
    const auto head = http::parse_head(bytes, scanned, options_.limits, request.head());
    if (head.progress != http::parse_progress::complete) {
        request.clear();
        return response.set_problem(head.status == 0 ? http::status::bad_request : head.status, {});
    }
    if (const auto from = http::ip_address::parse(options_.client_address))
        request.set_client_address(*from);
    const auto match = routes_->find(request);
    const auto limit = match.route->options.body_limit.value_or(options_.limits.body);
    http::body_decoder decoder;
    auto body = decoder.start(request.head(), options_.limits, limit);
    if (body.progress == http::parse_progress::incomplete)
        body = decoder.decode(bytes.substr(head.consumed));
    if (body.progress == http::parse_progress::rejected)
        return response.set_problem(body.status, {});
    sent_body stream(decoder);
    if (match.route->options.streams_body) {
        request.set_body_stream(&stream);
    } else {
        request.set_body(decoder.body());
    }

    const auto handler =
        middleware::fold({}, match.route->handler, std::make_shared<const middleware::recover>());
    if (handler.plain != nullptr) {
        handler.plain(handler.callable.get(), request, response);
    } else {
        run(handler.coroutine(handler.callable.get(), request, response));
    }
    if (response.source != nullptr) run(gather_body(response));
    request.set_body({});
    request.set_body_stream(nullptr);
}

void test_client::keep_cookies(const http::response& response) {
    constexpr std::string_view name_of_field = "set-cookie";
    std::string_view lines = response.headers.text();
    while (!lines.empty()) {
        const auto line = lines.substr(0, lines.find("\r\n"));
        lines.remove_prefix(line.size() + 2);
        const auto colon = line.find(':');
        if (!http::equal_ignoring_case(line.substr(0, colon), name_of_field)) continue;
        const auto value = http::trimmed(line.substr(colon + 1));
        const auto pair = value.substr(0, value.find(';'));
        const auto equals = pair.find('=');
        const std::string name(pair.substr(0, equals));
        if (value.find("Max-Age=0") == value.npos) {
            cookies_[name] = pair.substr(equals + 1);
        } else {
            cookies_.erase(name);
        }
    }
}

}  // namespace microfast::testing
