#include <microfast/containers/regex_reader.hpp>
#include <microfast/containers/regex_tree.hpp>

#include <optional>
#include <utility>

namespace microfast::containers {

namespace {

class parser {
public:
    parser(std::string_view pattern, bool ignore_case) noexcept
        : read_(pattern),
          is_too_long_(pattern.size() > longest_regex),
          ignore_case_(ignore_case) {}

    regex_node parse() {
        if (is_too_long_) read_.refuse("is longer than 4 KiB");
        auto all = alternatives(0);
        if (!read_.at_end()) read_.refuse("has a ) without its (");
        return all;
    }

private:
    regex_node alternatives(std::size_t depth) {
        if (depth > deepest_regex) read_.refuse("has groups more than 50 deep");
        auto first = sequence(depth);
        if (read_.peek() != '|') return first;
        regex_node either{.kind = regex_node_kind::alternatives};
        either.children.push_back(std::move(first));
        while (read_.accept("|"))
            either.children.push_back(sequence(depth));
        return either;
    }

    regex_node sequence(std::size_t depth) {
        regex_node all;
        while (!read_.at_end() && read_.peek() != '|' && read_.peek() != ')')
            all.children.push_back(repetition(depth));
        return all;
    }

    regex_node repetition(std::size_t depth) {
        auto repeated = atom(depth);
        const auto start = read_.position();
        regex_node many{.kind = regex_node_kind::repetition};
        if (read_.accept("*")) {
            many.least = 0;
        } else if (read_.accept("+")) {
            many.least = 1;
        } else if (read_.accept("?")) {
            many.most = 1;
        } else if (read_.accept("{")) {
            counts(many);
        } else {
            return repeated;
        }
        if (repeated.kind == regex_node_kind::text_start ||
            repeated.kind == regex_node_kind::text_end) {
            read_.refuse_at(start, "repeats ^ or $");
        }
        (void)read_.accept("?");
        many.children.push_back(std::move(repeated));
        return many;
    }

    void counts(regex_node& many) {
        many.least = many.most = read_.number();
        if (read_.accept(","))
            many.most = read_.peek() == '}' ? regex_node::unbounded : read_.number();
        if (!read_.accept("}")) read_.refuse("has a { without its }");
        if (many.least > many.most)
            read_.refuse("has a repetition whose counts are the wrong way round");
    }

    regex_node atom(std::size_t depth) {
        switch (read_.peek()) {
            case '(': return group(depth);
            case '[': return character_class();
            case '.': read_.skip(); return any_character();
            case '^': read_.skip(); return {.kind = regex_node_kind::text_start};
            case '$': read_.skip(); return {.kind = regex_node_kind::text_end};
            case '*':
            case '+':
            case '?':
            case '{': read_.refuse("has nothing to repeat");
            case '}':
            case ']': read_.refuse("needs a backslash before a bracket that closes nothing");
            default: break;
        }
        code_set set;
        if (read_.peek() == '\\') {
            set = read_.escape();
        } else {
            const auto character = read_.code_point();
            set.add(character, character);
        }
        return characters(std::move(set), false);
    }

    regex_node group(std::size_t depth) {
        const auto start = read_.position();
        read_.skip();
        if (!read_.accept("?:") && read_.peek() == '?') {
            read_.refuse("has a group that is neither ( nor (?: ");
        }
        auto inside = alternatives(depth + 1);
        if (!read_.accept(")")) {
            read_.refuse_at(start, "has a ( without its )");
        }
        return inside;
    }

    static regex_node any_character() {
        regex_node any{.kind = regex_node_kind::characters};
        any.set.add(U'\n', U'\n');
        any.set.add(U'\r', U'\r');
        any.set.normalise();
        any.set.negate();
        return any;
    }

    regex_node character_class() {
        const auto start = read_.position();
        read_.skip();
        const bool is_negated = read_.accept("^");
        code_set set;
        if (read_.peek() == ']') read_.refuse("has an empty class");
        while (!read_.accept("]")) {
            if (read_.at_end()) {
                read_.refuse_at(start, "has a [ without its ]");
            }
            class_item(set);
        }
        return characters(std::move(set), is_negated);
    }

    void class_item(code_set& set) {
        if (read_.sees("[:")) read_.refuse("has a class by name");
        const auto first = class_character(set);
        const bool is_range = read_.peek() == '-' && !read_.sees("-]");
        if (!is_range) {
            if (first) set.add(*first, *first);
            return;
        }
        read_.skip();
        const auto last = read_.at_end() ? std::nullopt : class_character(set);
        if (!first || !last) read_.refuse("has a range whose end is not a character");
        if (*first > *last) read_.refuse("has a range that is the wrong way round");
        set.add(*first, *last);
    }

    /// One character; or none, and the set of an escape that stands for many is added.
    std::optional<char32_t> class_character(code_set& set) {
        if (read_.peek() != '\\') return read_.code_point();
        const auto escaped = read_.escape();
        const auto& ranges = escaped.ranges();
        if (ranges.size() == 1 && ranges[0].first == ranges[0].last) return ranges[0].first;
        set.add(escaped);
        return std::nullopt;
    }

    regex_node characters(code_set set, bool is_negated) const {
        regex_node made{.kind = regex_node_kind::characters};
        if (ignore_case_) set.add_other_cases();
        set.normalise();
        if (is_negated) set.negate();
        made.set = std::move(set);
        return made;
    }

    regex_reader read_;
    bool is_too_long_;
    bool ignore_case_;
};

}  // namespace

regex_node parse_regex(std::string_view pattern, bool ignore_case) {
    return parser(pattern, ignore_case).parse();
}

}  // namespace microfast::containers
