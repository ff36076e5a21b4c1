/// @file
/// Text that comes back from a client as it was given to it, or not at all.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace microfast::sessions {

/// Signs text with HMAC-SHA256. Who does not have the key can change nothing; anybody can read it.
///
///     signer signs({new_key, old_key});
///     signs.sign("session", "abc")       "abc.kx2J..."
///     signs.verify("session", cookie)    "abc", whichever of the keys it was signed with
///
/// The purpose is signed too: what was signed for one is not good for another. Keys are changed by
/// putting a new one in front, and leaving the old one out when everything signed with it is over.
///
/// Thread safety: safe. Errors: throws `error` without a key, and for one shorter than 32 bytes.
/// Source: RFC 2104; RFC 4648, section 5 (base64url).
class signer {
public:
    static constexpr std::size_t shortest_key = 32;

    explicit signer(std::vector<std::string> keys);

    /// The text, a dot, and 43 characters that fit into a cookie; so must the text.
    [[nodiscard]] std::string sign(std::string_view purpose, std::string_view text) const;

    /// The text that was signed; empty if nobody signed it for that purpose with one of the keys.
    /// Takes the same time wherever the signature is wrong.
    [[nodiscard]] std::optional<std::string_view> verify(
        std::string_view purpose, std::string_view signed_text
    ) const;

private:
    std::vector<std::string> keys_;
};

}  // namespace microfast::sessions
