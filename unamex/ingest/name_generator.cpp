#include <ingest/name_generator.hpp>
#include <ingest/word_lists.hpp>

#include <xxhash.h>

#include <array>
#include <string_view>

namespace unamex::ingest {

namespace {

constexpr unsigned tries_per_digit = 4;  // repeats before a number gets another digit

}  // namespace

std::string name_generator::next() {
    auto name = below(100) < 70 ? person() : thing();
    const bool has_number = below(100) < 25;
    if (has_number) name += std::to_string(below(2) == 0 ? 1 + below(99) : 1970 + below(40));
    std::uint64_t bound = 10;
    for (unsigned tries = 1; !made_.insert(XXH3_64bits(name.data(), name.size())).second; ++tries) {
        name.erase(name.find_last_not_of("0123456789") + 1);
        name += std::to_string(below(bound));
        if (tries % tries_per_digit == 0) bound *= 10;
    }
    return name;
}

std::string name_generator::person() {
    const std::string given{words::given_names[favourite(words::given_names.size())]};
    const auto family = words::family_names[favourite(words::family_names.size())];
    switch (below(4)) {
        case 0: return given.substr(0, 1).append(family);
        case 1: return std::string{family}.append(separator()).append(given);
        default: return std::string{given}.append(separator()).append(family);
    }
}

std::string name_generator::thing() {
    std::string name{words::qualities[favourite(words::qualities.size())]};
    name += separator();
    name += words::things[favourite(words::things.size())];
    return name;
}

std::string_view name_generator::separator() {
    static constexpr std::array<std::string_view, 8> separators{
        "", "", "", ".", ".", ".", "_", "-"};
    return separators[below(separators.size())];
}

/// The square of an even draw leans towards 0.
std::size_t name_generator::favourite(std::size_t count) {
    constexpr std::uint64_t steps = 1U << 16;
    const auto draw = below(steps);
    return static_cast<std::size_t>(draw * draw / steps * count / steps);
}

std::uint64_t name_generator::below(std::uint64_t bound) {
    return random() % bound;
}

/// SplitMix64 (Steele, Lea, Flood 2014): the standard library's distributions differ between
/// libraries.
std::uint64_t name_generator::random() {
    auto mixed = state_ += 0x9e37'79b9'7f4a'7c15;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58'476d'1ce4'e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d0'49bb'1331'11eb;
    return mixed ^ (mixed >> 31);
}

}  // namespace unamex::ingest
