#include <unamex/shards/slot_map.hpp>

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <limits>
#include <utility>

namespace unamex::shards {
namespace {

constexpr std::string_view first_line = "unamex-slot-map 1\n";

[[noreturn]] void refuse(std::string_view what) {
    throw slot_map_error{"this is no sound slot map: " + std::string{what}};
}

std::string checksum_line(std::string_view text) {
    std::array<char, 16> digits{};
    const auto checksum = XXH3_64bits(text.data(), text.size());
    const auto* end = std::to_chars(digits.begin(), digits.end(), checksum, 16).ptr;
    return "checksum " + std::string{digits.cbegin(), end} + "\n";
}

/// Five slots of shard 0, then three of shard 1: `5*0 3*1`.
std::string runs_of(const std::vector<shard_index>& owners) {
    std::string runs;
    for (auto begin = owners.begin(); begin != owners.end();) {
        const auto end =
            std::find_if(begin, owners.end(), [begin](auto owner) { return owner != *begin; });
        if (!runs.empty()) runs += ' ';
        runs += std::to_string(end - begin) + '*' + std::to_string(*begin);
        begin = end;
    }
    return runs;
}

/// Removes and returns what stands before `separator`, or all there is.
std::string_view take_until(std::string_view& text, char separator) {
    const auto end = std::min(text.find(separator), text.size());
    const auto taken = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return taken;
}

/// Removes a line `word VALUE` and returns the value.
std::string_view take_value(std::string_view& text, std::string_view word) {
    auto line = take_until(text, '\n');
    if (take_until(line, ' ') != word)
        refuse("the line '" + std::string{word} + " ...' is missing");
    return line;
}

template <typename Number>
Number parse_number(std::string_view digits) {
    Number number = 0;
    const auto [end, error] = std::from_chars(digits.begin(), digits.end(), number);
    if (error != std::errc{} || end != digits.end()) refuse("a number is expected");
    return number;
}

std::vector<shard_index> parse_runs(std::string_view runs) {
    std::vector<shard_index> owners;
    while (!runs.empty()) {
        auto run = take_until(runs, ' ');
        const auto length = parse_number<std::size_t>(take_until(run, '*'));
        if (length > domain::slot_count - owners.size()) refuse("it has too many slots");
        owners.insert(owners.end(), length, parse_number<shard_index>(run));
    }
    return owners;
}

/// Takes the last line off `text`, which must be the checksum of what is left.
void take_checksum(std::string_view& text) {
    const auto begin = text.rfind("checksum ");
    if (begin == std::string_view::npos) refuse("it has no checksum");
    const auto body = text.substr(0, begin);
    if (text.substr(begin) != checksum_line(body))
        refuse("its checksum does not fit: it is damaged");
    text = body;
}

}  // namespace

std::string to_text(const slot_map& map) {
    std::string text{first_line};
    text += "version " + std::to_string(map.version());
    text += "\nshards " + std::to_string(map.shards().size());
    for (const auto& shard : map.shards()) {
        text += "\nshard " + shard;
    }
    text += "\nslots " + runs_of(map.owners()) + '\n';
    return text + checksum_line(text);
}

slot_map parse_slot_map(std::string_view text) {
    if (!text.starts_with(first_line)) refuse("it does not begin with 'unamex-slot-map 1'");
    auto rest = text;
    take_checksum(rest);
    rest.remove_prefix(first_line.size());
    const auto version = parse_number<std::uint64_t>(take_value(rest, "version"));
    const auto count = parse_number<std::size_t>(take_value(rest, "shards"));
    std::vector<std::string> shards;
    while (shards.size() < std::min(count, slot_map::most_shards)) {
        shards.emplace_back(take_value(rest, "shard"));
    }
    auto owners = parse_runs(take_value(rest, "slots"));
    slot_map map{version, std::move(shards), std::move(owners)};
    if (to_text(map) != text) refuse("it says the same in another way than it is written");
    return map;
}

}  // namespace unamex::shards
