/// @file
/// Under which key is a name stored and looked up?
#pragma once

#include <unamex/domain/key_version.hpp>
#include <unamex/domain/policy.hpp>
#include <unamex/domain/refusal.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace unamex::domain {

/// Either `norm`, the key of the name, or the `reason` it has none; never both.
struct normalisation {
    std::string norm;
    std::optional<refusal> reason;
    std::string detail;  ///< a sentence for people, when there is a reason
};

/// Turns a name as typed into its key, or says why it cannot be one.
///
/// Width is mapped, surrounding white space trimmed, case lowered and the result composed (NFC);
/// then it is held against the policy: characters, separators, length, digits, reserved words,
/// scripts, look-alikes. Normalising a key gives that key again: a name for which that fails is
/// refused.
///
/// Complexity: O(length); an ASCII name takes a table-driven path without ICU.
/// Thread safety: safe, `normalise` changes nothing.
/// Errors: bad input is a refusal; a policy that contradicts itself is `std::invalid_argument` at
/// construction. Source: RFC 8264 section 7 and RFC 8265 section 3.3 (UsernameCaseMapped); UTS #39
/// for scripts and look-alikes. We deviate by trimming, and by refusing what UTS #39 does not
/// recommend for identifiers.
class normaliser {
public:
    /// Longer input is refused unread, in bytes.
    static constexpr std::size_t longest_input = 1024;

    explicit normaliser(policy rules = {});
    normaliser(normaliser&& other) noexcept;
    normaliser& operator=(normaliser&& other) noexcept;
    ~normaliser();

    [[nodiscard]] normalisation normalise(std::string_view name) const;

    /// What the keys of names that begin like `prefix` begin with. Nothing is held against the
    /// policy but its separators. Empty if `prefix` is not UTF-8 or longer than `longest_input`.
    [[nodiscard]] std::optional<std::string> normalise_prefix(std::string_view prefix) const;

    /// The version stores and snapshots of these keys carry: `domain::key_version`, and beside it
    /// the rule for separators, the one part of a policy that gives names other keys.
    [[nodiscard]] std::uint32_t key_version() const noexcept;

private:
    class implementation;
    std::unique_ptr<const implementation> implementation_;
};

}  // namespace unamex::domain
