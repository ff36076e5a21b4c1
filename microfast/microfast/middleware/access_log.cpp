#include <microfast/core/error.hpp>
#include <microfast/http/body_source.hpp>
#include <microfast/http/json_writer.hpp>
#include <microfast/middleware/access_log.hpp>
#include <microfast/middleware/line_writer.hpp>
#include <microfast/middleware/make_middleware.hpp>
#include <microfast/middleware/random_bits.hpp>
#include <microfast/middleware/request_id.hpp>

#include <fmt/format.h>
#include <unistd.h>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

namespace microfast::middleware {

namespace {

constexpr std::size_t longest_target = 1024;
constexpr std::size_t longest_user_agent = 256;

/// "2026-01-31T23:59:59.123Z". Source: RFC 3339.
std::string to_timestamp(std::chrono::system_clock::time_point time) {
    using namespace std::chrono;
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(floor<milliseconds>(time - day));
    return fmt::format(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
        static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day()),
        clock.hours().count(),
        clock.minutes().count(),
        clock.seconds().count(),
        clock.subseconds().count()
    );
}

/// Of the body; 0 if it is made piece by piece and its size is not known yet.
std::uint64_t size_of(const http::response& answer) {
    return answer.source == nullptr ? answer.body.size() : answer.source->size().value_or(0);
}

class access_log_layer {
public:
    struct note {
        std::chrono::steady_clock::time_point start;
    };

    explicit access_log_layer(access_log_options options) : options_(std::move(options)) {
        if (options_.one_in == 0) throw error("access_log: one in 0 answers is none");
        if (options_.sink) return;
        auto output = std::make_shared<line_writer>(STDOUT_FILENO);
        options_.sink = [output](std::string_view line) { output->write(line); };
    }

    [[nodiscard]] http::verdict before(note& kept, http::request&, http::response&) const {
        kept.start = options_.now();
        return http::verdict::proceed;
    }

    void after(note& kept, http::request& request, http::response& answer) const {
        const auto duration = options_.now() - kept.start;
        const bool is_notable = answer.status >= 500 || duration >= options_.slow;
        if (!is_notable && options_.one_in > 1 && random_bits() % options_.one_in != 0) return;
        thread_local std::string line;
        line.clear();
        write(line, request, answer, duration);
        options_.sink(line);
    }

private:
    void write(
        std::string& line,
        const http::request& request,
        const http::response& answer,
        std::chrono::nanoseconds duration
    ) const {
        using std::chrono::duration_cast, std::chrono::microseconds;
        http::json_writer json(line);
        json.begin_object();
        json.member("time", std::string_view(to_timestamp(options_.date())));
        json.member("client", std::string_view(request.client_address().to_string()));
        json.member("method", to_string(request.method()));
        json.member("target", request.target().substr(0, longest_target));
        json.member("route", request.route_pattern());
        json.member("status", answer.status);
        json.member("bytes", size_of(answer));
        json.member("duration_us", duration_cast<microseconds>(duration).count());
        const auto agent = request.header(http::header_name::user_agent);
        json.member("user_agent", agent.value_or("").substr(0, longest_user_agent));
        json.member("id", id_of(request));
        json.end_object();
    }

    access_log_options options_;
};

}  // namespace

http::middleware access_log(access_log_options options) {
    return make_middleware(access_log_layer(std::move(options)));
}

}  // namespace microfast::middleware
