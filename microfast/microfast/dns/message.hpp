/// @file
/// Questions and answers as they go over the wire.
#pragma once

#include <microfast/dns/name.hpp>
#include <microfast/dns/record.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace microfast::dns {

/// How a question was answered. Source: RFC 1035, section 4.1.1; RFC 6891 for the last one.
enum class response_code : std::uint16_t {
    no_error = 0,
    malformed = 1,        ///< FORMERR
    server_failure = 2,   ///< SERVFAIL
    no_such_name = 3,     ///< NXDOMAIN
    not_implemented = 4,  ///< NOTIMP
    refused = 5,          ///< REFUSED
    bad_version = 16,     ///< BADVERS: an EDNS that is not known
};

struct question {
    name asked{};
    record_type type = record_type::a;
    std::uint16_t question_class = class_internet;

    friend bool operator==(const question&, const question&) = default;
};

/// The network for which an answer is asked for, or is good. Source: RFC 7871.
struct client_subnet {
    std::string network{};  ///< bytes of the address, as many as the prefix needs
    bool is_v6 = false;
    std::uint8_t prefix = 0;  ///< bits, of the question
    std::uint8_t scope = 0;   ///< bits for which the answer is good

    friend bool operator==(const client_subnet&, const client_subnet&) = default;
};

/// What the OPT record says. Source: RFC 6891.
struct edns {
    std::uint16_t udp_size = 1'232;  ///< the largest message its sender takes
    std::uint8_t version = 0;
    bool wants_signatures = false;
    std::optional<client_subnet> subnet{};

    friend bool operator==(const edns&, const edns&) = default;
};

struct message {
    std::uint16_t id = 0;
    bool is_response = false;
    std::uint8_t opcode = 0;  ///< 0 is a query
    bool is_authoritative = false;
    bool is_truncated = false;
    bool wants_recursion = false;
    bool offers_recursion = false;
    response_code code = response_code::no_error;
    std::vector<question> questions{};
    std::vector<record> answers{};
    std::vector<record> authorities{};
    std::vector<record> additional{};  ///< without OPT, which is `extension`
    std::optional<edns> extension{};

    friend bool operator==(const message&, const message&) = default;
};

inline constexpr std::size_t header_size = 12;
inline constexpr std::size_t plain_udp_size = 512;      // without EDNS
inline constexpr std::size_t largest_message = 65'535;  // over TCP

/// Empty if the bytes are no message: names that point forwards, in circles or out of it, names
/// that are too long, data that does not fill its length, more than one OPT, bytes behind the last
/// record.
///
/// Complexity: O(size): a name ends after 127 pointers, each strictly backwards, and 255 bytes.
/// Source: RFC 1035, section 4.
[[nodiscard]] std::optional<message> parse_message(std::string_view bytes);

/// The bytes, names compressed. What goes beyond `most` bytes is left out: additional records
/// silently, others by setting TC, so that the client asks again over TCP.
[[nodiscard]] std::string write_message(const message& from, std::size_t most = largest_message);

/// The beginning of an answer: id, question, and what is repeated of the query.
[[nodiscard]] message make_response(const message& query, response_code code);

}  // namespace microfast::dns
