#include <ingest/progress.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace unamex::ingest {

namespace {

constexpr std::size_t default_width = 80;
constexpr std::chrono::milliseconds bar_interval{100};
constexpr std::chrono::milliseconds json_interval{1000};

std::size_t width_of(std::FILE* stream) {
    winsize size{};
    if (::ioctl(::fileno(stream), TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return default_width;
    return size.ws_col;
}

std::string with_thousands(std::uint64_t number) {
    auto digits = std::to_string(number);
    for (auto at = digits.size(); at > 3; at -= 3)
        digits.insert(at - 3, ",");
    return digits;
}

std::string minutes_and_seconds(std::chrono::milliseconds time) {
    const auto seconds = time.count() / 1000;
    return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

/// Of `width` columns, in eighths of one.
std::string blocks(double share, std::size_t width) {
    static constexpr std::array<std::string_view, 8> eighths{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    const auto filled = static_cast<std::size_t>(share * static_cast<double>(width * 8));
    std::string bar;
    for (std::size_t i = 0; i < filled / 8; ++i)
        bar += "█";
    bar += eighths[filled % 8];
    const auto used = filled / 8 + (filled % 8 != 0 ? 1 : 0);
    bar.append(width - used, ' ');
    return bar;
}

}  // namespace

std::string to_bar(const progress_state& state, std::size_t width) {
    const auto time = minutes_and_seconds(state.elapsed);
    if (!state.total) {
        auto text = fmt::format(
            "{:9} {} {}  {}", state.stage, with_thousands(state.done), state.unit, time
        );
        return text.substr(0, width);
    }
    const auto total = std::max<std::uint64_t>(*state.total, 1);
    const auto share = std::min(1.0, static_cast<double>(state.done) / static_cast<double>(total));
    const auto head = fmt::format("{:9} {:3.0f} % ", state.stage, share * 100);
    const auto tail = fmt::format(
        " {} of {} {}  {}", with_thousands(state.done), with_thousands(total), state.unit, time
    );
    const auto text_size = head.size() + tail.size() + 2;
    if (text_size >= width) return head.substr(0, width);
    return fmt::format("{}│{}│{}", head, blocks(share, width - text_size), tail);
}

std::string to_json_line(const progress_state& state) {
    nlohmann::ordered_json line{{"stage", state.stage}, {"unit", state.unit}, {"done", state.done}};
    if (state.total) line["total"] = *state.total;
    line["seconds"] = static_cast<double>(state.elapsed.count()) / 1000;
    return line.dump();
}

progress_style style_for(std::FILE* stream) {
    return ::isatty(::fileno(stream)) == 1 ? progress_style::bar : progress_style::json_lines;
}

progress::progress(std::FILE* stream, progress_style style) : stream_(stream), style_(style) {}

void progress::start(
    std::string stage, std::string unit, std::optional<std::uint64_t> total, time_point now
) {
    state_ = {
        .stage = std::move(stage),
        .unit = std::move(unit),
        .done = 0,
        .total = total,
        .elapsed = {}};
    started_ = now;
    show(now);
}

void progress::update(std::uint64_t done, time_point now) {
    state_.done = done;
    const auto interval = style_ == progress_style::bar ? bar_interval : json_interval;
    if (now - shown_ >= interval) show(now);
}

void progress::finish(std::uint64_t done, time_point now) {
    state_.done = done;
    show(now);
    if (style_ == progress_style::bar) std::fputc('\n', stream_);
    std::fflush(stream_);
}

void progress::show(time_point now) {
    shown_ = now;
    state_.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(now - started_);
    const auto text = style_ == progress_style::bar
                          ? "\r" + to_bar(state_, width_of(stream_)) + "\x1b[K"
                          : to_json_line(state_) + "\n";
    std::fputs(text.c_str(), stream_);
    std::fflush(stream_);
}

}  // namespace unamex::ingest
