#include <ingest/input_file.hpp>
#include <ingest/line_reader.hpp>
#include <ingest/read_names.hpp>

#include <array>
#include <chrono>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>

namespace unamex::ingest {

namespace {

constexpr std::size_t lines_at_a_time = 16 * 1024;
constexpr std::string_view line_too_long = "line_too_long";
constexpr std::string_view white_space = " \t\v\f\r";

using clock = std::chrono::steady_clock;

std::string_view trim(std::string_view text) {
    const auto begin = text.find_first_not_of(white_space);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(white_space) - begin + 1);
}

/// Some lines of one file, copied out of the reader, and what each normalises to.
class line_batch {
public:
    /// Reads the next lines of the file. Returns false when there are none.
    bool fill(line_reader& reader) {
        text_.clear();
        lines_.clear();
        line next;
        while (lines_.size() < lines_at_a_time && reader.read(next)) {
            const auto typed = trim(next.text);
            lines_.push_back({next.number, text_.size(), typed.size(), next.is_too_long, {}});
            text_ += typed;
        }
        return !lines_.empty();
    }

    void normalise(const domain::normaliser& rules) {
        const auto half = lines_.size() / 2;
        std::jthread other([&] { normalise_some(rules, std::span{lines_}.first(half)); });
        normalise_some(rules, std::span{lines_}.subspan(half));
    }

    void move_to(name_table& names, tally& counts, std::size_t input) {
        for (auto& one : lines_) {
            ++counts.lines;
            if (one.is_too_long) {
                counts.refuse(line_too_long, {input, one.number});
            } else if (one.normalised.reason) {
                counts.refuse(domain::to_string(*one.normalised.reason), {input, one.number});
            } else if (names.add(text_of(one), one.normalised.norm) == name_table::added::first) {
                ++counts.accepted;
            } else {
                ++counts.duplicate;
            }
        }
    }

    [[nodiscard]] std::size_t size() const noexcept { return lines_.size(); }

private:
    struct batched_line {
        std::uint64_t number;
        std::size_t begin;  // in text_
        std::size_t size;
        bool is_too_long;
        domain::normalisation normalised;
    };

    [[nodiscard]] std::string_view text_of(const batched_line& one) const {
        return std::string_view{text_}.substr(one.begin, one.size);
    }

    void normalise_some(const domain::normaliser& rules, std::span<batched_line> some) const {
        for (auto& one : some) {
            if (!one.is_too_long) one.normalised = rules.normalise(text_of(one));
        }
    }

    std::string text_;
    std::vector<batched_line> lines_;
};

}  // namespace

read_result read_names(
    std::span<const std::string> paths, const domain::normaliser& rules, progress& reporting
) {
    read_result result;
    line_batch batch;
    for (const auto& path : paths) {
        input_file file{path};
        line_reader reader{file};
        const auto lines_before = result.counts.lines;
        reporting.start("read", "bytes", file.size(), clock::now());
        while (batch.fill(reader)) {
            batch.normalise(rules);
            batch.move_to(result.names, result.counts, result.inputs.size());
            reporting.update(file.bytes_read(), clock::now());
        }
        reporting.finish(file.bytes_read(), clock::now());
        result.inputs.push_back(
            {path, file.bytes_read(), file.checksum(), result.counts.lines - lines_before}
        );
    }
    return result;
}

}  // namespace unamex::ingest
