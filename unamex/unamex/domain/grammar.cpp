#include <unamex/domain/characters.hpp>
#include <unamex/domain/grammar.hpp>

#include <array>
#include <charconv>
#include <cstddef>

namespace unamex::domain {
namespace {

constexpr unsigned longest_run_of_marks = 4;  // UTS #39, section 5.4

defect bad_character(char32_t code_point, std::size_t position) {
    std::array<char, 8> digits{};
    const auto* end =
        std::to_chars(digits.begin(), digits.end(), static_cast<std::uint32_t>(code_point), 16).ptr;
    return {
        refusal::bad_character,
        "the character U+" + std::string{digits.cbegin(), end} + " cannot be character " +
            std::to_string(position + 1) + " of a name",
    };
}

/// Reads the characters of a name one after another and remembers what the grammar asks about.
class reader {
public:
    /// Whether `code_point` may come next.
    bool accepts(char32_t code_point) {
        const auto next = classify(code_point);
        if (next == character_class::other) return false;
        if (next == character_class::mark) {
            if (last_ != character_class::letter && last_ != character_class::mark) return false;
            if (++marks_ > longest_run_of_marks) return false;
        } else {
            marks_ = 0;
        }
        if (next == character_class::separator && last_ == character_class::separator)
            separators_meet_ = true;
        if (next != character_class::digit) all_digits_ = false;
        last_ = next;
        ++length_;
        return true;
    }

    [[nodiscard]] std::size_t length() const { return length_; }
    [[nodiscard]] bool all_digits() const { return all_digits_; }
    [[nodiscard]] bool has_bad_separator() const {
        return separators_meet_ || last_ == character_class::separator;
    }

private:
    character_class last_ =
        character_class::separator;  // the start refuses what a separator refuses
    std::size_t length_ = 0;
    unsigned marks_ = 0;
    bool separators_meet_ = false;
    bool all_digits_ = true;
};

}  // namespace

std::optional<defect> find_grammar_defect(std::string_view norm, const policy& rules) {
    reader name;
    for (auto rest = norm; !rest.empty();) {
        const auto code_point = take_code_point(rest);
        const bool foreign = code_point >= 0x80 && rules.letters == alphabet::ascii;
        if (foreign || !name.accepts(code_point)) return bad_character(code_point, name.length());
    }
    if (name.length() < rules.shortest) {
        return defect{
            refusal::too_short,
            "a name has at least " + std::to_string(rules.shortest) + " characters"};
    }
    if (name.length() > rules.longest) {
        return defect{
            refusal::too_long,
            "a name has at most " + std::to_string(rules.longest) + " characters"};
    }
    if (name.has_bad_separator()) {
        return defect{
            refusal::bad_separator, "a separator (. _ -) stands between two letters or digits"};
    }
    if (name.all_digits()) return defect{refusal::all_digits, "a name has at least one letter"};
    return std::nullopt;
}

void apply_separators(std::string& name, separator_rule rule) {
    if (rule == separator_rule::keep) return;
    std::size_t kept = 0;
    for (const char character : name) {
        const bool repeated = kept > 0 && is_separator(name[kept - 1]);
        if (is_separator(character) && (rule == separator_rule::strip || repeated)) continue;
        name[kept++] = character;
    }
    name.resize(kept);
}

}  // namespace unamex::domain
