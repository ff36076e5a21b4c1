/// @file
/// Cookies: those a request brings, and those an answer sets.
#pragma once

#include <microfast/http/pair_view.hpp>
#include <microfast/http/response_headers.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace microfast::http {

struct cookie_pair {
    std::string_view name;
    std::string_view value;  ///< as sent: quotes are part of it

    friend bool operator==(const cookie_pair&, const cookie_pair&) = default;
};

/// Takes the next pair off the front of a Cookie field. False if there is none.
bool take_cookie(std::string_view& rest, cookie_pair& pair) noexcept;

/// The pairs of a Cookie field, in order: `for (const auto& [name, value] : cookie_view(field))`.
///
/// What has no "=" or no name is passed over. Clients send the cookie with the longest path first,
/// so where a name comes twice the first pair is the closest.
///
/// Complexity: O(length) for all pairs, nothing is allocated. Lifetime: the field must outlive the
/// view. Source: RFC 6265, section 4.2 and 5.4.
class cookie_view : public pair_view<cookie_pair, &take_cookie> {
public:
    using pair_view::pair_view;

    /// The value of the first cookie of that name. Names are case-sensitive.
    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const noexcept;
};

/// With which requests from other sites a cookie is sent.
enum class same_site : std::uint8_t {
    strict,  ///< none
    lax,     ///< where a person follows a link
    none,    ///< all: asks for `secure`
};

/// A cookie for the client to keep. The defaults are the careful ones for a session.
struct cookie {
    std::string name;
    std::string value;
    std::string path = "/";
    std::string domain{};                           ///< empty: this host only
    std::optional<std::chrono::seconds> max_age{};  ///< empty: until the client closes
    bool secure = true;                             ///< over TLS only, and to localhost
    bool http_only = true;                          ///< out of the reach of scripts
    bool partitioned = false;                       ///< one jar for each embedding site
    http::same_site same_site = http::same_site::lax;
};

/// The value of a Set-Cookie field.
///
/// Throws `error` with the reason if a client would drop the cookie or read another one: a name
/// that is not a token; a value with white space, quotes, commas, semicolons, backslashes or bytes
/// beyond ASCII; name and value of more than 4,096 bytes; a path that does not begin with "/" or
/// has a ";"; a domain that is no host; SameSite=None or Partitioned without Secure; a name that
/// begins with "__Secure-" without Secure, or "__Host-" without Secure or with another path than
/// "/" or with a domain. Source: RFC 6265bis, sections 4.1 and 5.7.
[[nodiscard]] std::string to_set_cookie(const cookie& set);

/// Adds the field that sets the cookie to an answer.
void set_cookie(response_headers& headers, const cookie& set);

/// Adds the field that makes the client forget a cookie. Name, path and domain must be those it was
/// set with; only `name`, `path`, `domain` and the flags are read.
void forget_cookie(response_headers& headers, cookie forgotten);

}  // namespace microfast::http
