#include <microfast/containers/regex.hpp>
#include <microfast/containers/regex_program.hpp>
#include <microfast/containers/regex_table.hpp>
#include <microfast/containers/regex_tree.hpp>

#include <optional>

namespace microfast::containers {

regex_error::regex_error(
    std::string_view pattern,
    std::size_t position,
    std::string_view reason,
    std::source_location where
)
    : error(
          "the regular expression \"" + std::string(pattern) + "\" " + std::string(reason) +
              " at position " + std::to_string(position),
          where
      ),
      position_(position) {}

struct regex::automaton {
    automaton(std::string_view text, regex_options options)
        : pattern(text),
          program(parse_regex(text, options.ignore_case), text, options.scope),
          table(make_regex_table(program)) {}

    std::string pattern;
    regex_program program;
    std::optional<regex_table> table;  // empty if it would be too large
};

regex::regex(std::string_view pattern, regex_options options)
    : automaton_(std::make_shared<const automaton>(pattern, options)) {}

bool regex::matches(std::string_view text) const noexcept {
    if (automaton_->table) return automaton_->table->matches(text);
    std::size_t steps = 0;
    return automaton_->program.matches(text, steps);
}

const std::string& regex::pattern() const noexcept {
    return automaton_->pattern;
}

}  // namespace microfast::containers
