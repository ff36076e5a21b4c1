#include <unamex/domain/characters.hpp>
#include <unamex/domain/grammar.hpp>
#include <unamex/domain/look_alike.hpp>
#include <unamex/domain/normaliser.hpp>
#include <unamex/domain/unicode.hpp>
#include <unamex/domain/word_matcher.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace unamex::domain {
namespace {

constexpr std::size_t longest_policy = 64;  // keeps a name of any script far below `longest_input`

constexpr auto ascii_lower = [] {
    std::array<char, 128> lower{};
    for (std::size_t c = 0; c < lower.size(); ++c) {
        lower[c] = static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    }
    return lower;
}();

bool is_ascii_space(char character) {
    return character == ' ' || (character >= '\t' && character <= '\r');
}

std::optional<std::string> map_ascii(std::string_view name) {
    while (!name.empty() && is_ascii_space(name.front()))
        name.remove_prefix(1);
    while (!name.empty() && is_ascii_space(name.back()))
        name.remove_suffix(1);
    std::optional<std::string> mapped{std::in_place, name};
    for (char& character : *mapped)
        character = ascii_lower[static_cast<unsigned char>(character)];
    return mapped;
}

normalisation refuse(refusal reason, std::string detail) {
    return {{}, reason, std::move(detail)};
}

std::string quoted(std::string_view word) {
    return std::string{"'"}.append(word).append("'");
}

}  // namespace

class normaliser::implementation {
public:
    explicit implementation(policy rules) : rules_(std::move(rules)) {
        if (rules_.shortest == 0 || rules_.shortest > rules_.longest ||
            rules_.longest > longest_policy) {
            throw std::invalid_argument(
                "the lengths of a naming policy are 1 <= shortest <= longest <= 64"
            );
        }
        reserve(rules_.reserved.names, &word_matcher::add_name);
        reserve_with_look_alikes(rules_.reserved.roles, &word_matcher::add_name);
        reserve_with_look_alikes(rules_.reserved.prefixes, &word_matcher::add_prefix);
        reserve_with_look_alikes(rules_.reserved.suffixes, &word_matcher::add_suffix);
    }

    [[nodiscard]] normalisation normalise(std::string_view name) const {
        if (name.size() > longest_input)
            return refuse(refusal::too_long, "this is too long for a name");
        auto key = key_of(name);
        if (!key) return refuse(refusal::not_utf8, "a name is text in UTF-8");
        if (key->empty()) return refuse(refusal::empty, "a name has at least one letter");
        if (auto defect = find_defect(*key))
            return refuse(defect->reason, std::move(defect->detail));
        return {std::move(*key), std::nullopt, {}};
    }

    /// The key of `name`, good or bad. Empty if it is not UTF-8.
    [[nodiscard]] std::optional<std::string> key_of(std::string_view name) const {
        auto key = is_ascii(name) ? map_ascii(name) : map_unicode(name);
        if (key) apply_separators(*key, rules_.separators);
        return key;
    }

    [[nodiscard]] separator_rule separators() const noexcept { return rules_.separators; }

private:
    using add_word = void (word_matcher::*)(std::string, std::string);

    void reserve(const std::vector<std::string>& words, add_word add) {
        for (const auto& word : words)
            (reserved_.*add)(key_of_reserved(word), word);
    }

    void reserve_with_look_alikes(const std::vector<std::string>& words, add_word add) {
        reserve(words, add);
        for (const auto& word : words) {
            (look_alikes_.*add)(look_alike_key(key_of_reserved(word)), word);
        }
    }

    [[nodiscard]] std::string key_of_reserved(const std::string& word) const {
        const auto key = key_of(word);
        if (!key || look_alike_key(*key).empty()) {
            throw std::invalid_argument("the reserved word " + quoted(word) + " has no letters");
        }
        return *key;
    }

    /// Everything a key can be refused for, decided by the key alone: so a key that passes passes
    /// again.
    [[nodiscard]] std::optional<defect> find_defect(const std::string& key) const {
        if (auto found = find_grammar_defect(key, rules_)) return found;
        if (const auto word = reserved_.find(key)) {
            return defect{refusal::reserved, quoted(*word) + " is reserved"};
        }
        if (!is_ascii(key)) {
            if (const auto reason = find_unicode_defect(key)) {
                return defect{*reason, "these characters are not used together in a name"};
            }
            if (key_of(key) != key)
                return defect{refusal::not_stable, "this name has no single spelling"};
        }
        if (const auto word = look_alikes_.find(look_alike_key(key))) {
            return defect{
                refusal::confusable, "this looks like the reserved name " + quoted(*word)};
        }
        return std::nullopt;
    }

    policy rules_;
    word_matcher reserved_;
    word_matcher look_alikes_;  // over look-alike keys, without the words that are only names
};

normaliser::normaliser(policy rules)
    : implementation_(std::make_unique<const implementation>(std::move(rules))) {}
normaliser::normaliser(normaliser&&) noexcept = default;
normaliser& normaliser::operator=(normaliser&&) noexcept = default;
normaliser::~normaliser() = default;

normalisation normaliser::normalise(std::string_view name) const {
    return implementation_->normalise(name);
}

std::optional<std::string> normaliser::normalise_prefix(std::string_view prefix) const {
    if (prefix.size() > longest_input) return std::nullopt;
    return implementation_->key_of(prefix);
}

std::uint32_t normaliser::key_version() const noexcept {
    return domain::key_version | static_cast<std::uint32_t>(implementation_->separators()) << 16U;
}

}  // namespace unamex::domain
