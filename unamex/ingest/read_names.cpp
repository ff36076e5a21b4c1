#include <ingest/input_file.hpp>
#include <ingest/line_reader.hpp>
#include <ingest/read_names.hpp>

#include <chrono>
#include <string_view>

namespace unamex::ingest {

namespace {

constexpr std::uint64_t lines_between_updates = 4096;
constexpr std::string_view white_space = " \t\v\f\r";

using clock = std::chrono::steady_clock;

std::string_view trim(std::string_view text) {
    const auto begin = text.find_first_not_of(white_space);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(white_space) - begin + 1);
}

void take(const line& next, const domain::normaliser& rules, read_result& result) {
    auto& counts = result.counts;
    const refused_lines::example here{.input = result.inputs.size(), .line = next.number};
    ++counts.lines;
    if (next.is_too_long) {
        counts.refuse("line_too_long", here);
        return;
    }
    const auto typed = trim(next.text);
    const auto normalised = rules.normalise(typed);
    if (normalised.reason) {
        counts.refuse(domain::to_string(*normalised.reason), here);
    } else if (result.names.add(typed, normalised.norm) == name_table::added::first) {
        ++counts.accepted;
    } else {
        ++counts.duplicate;
    }
}

}  // namespace

read_result read_names(
    std::span<const std::string> paths, const domain::normaliser& rules, progress& reporting
) {
    read_result result;
    for (const auto& path : paths) {
        input_file file{path};
        line_reader reader{file};
        line next;
        reporting.start("read", "bytes", file.size(), clock::now());
        while (reader.read(next)) {
            take(next, rules, result);
            if (next.number % lines_between_updates == 0) {
                reporting.update(file.bytes_read(), clock::now());
            }
        }
        reporting.finish(file.bytes_read(), clock::now());
        result.inputs.push_back({path, file.bytes_read(), file.checksum(), next.number});
    }
    return result;
}

}  // namespace unamex::ingest
