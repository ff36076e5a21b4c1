/// @file
/// Is a mapped name made of the right characters, in the right places and number?
#pragma once

#include <unamex/domain/policy.hpp>
#include <unamex/domain/refusal.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace unamex::domain {

/// Why a name is refused, for programs and for people.
struct defect {
    refusal reason;
    std::string detail;
};

/// What the grammar of the policy has against `norm`: well-formed UTF-8, mapped, not empty.
[[nodiscard]] std::optional<defect> find_grammar_defect(std::string_view norm, const policy& rules);

/// Takes out of `name` the separators that do not count under `rule`.
void apply_separators(std::string& name, separator_rule rule);

}  // namespace unamex::domain
