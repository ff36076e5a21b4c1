/// @file
/// Resource records: what a name has.
#pragma once

#include <microfast/dns/name.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace microfast::dns {

/// The types whose data is understood; any other one is kept as bytes.
enum class record_type : std::uint16_t {
    a = 1,
    ns = 2,
    cname = 5,
    soa = 6,
    ptr = 12,
    mx = 15,
    txt = 16,
    aaaa = 28,
    srv = 33,
    opt = 41,
    any = 255,
};

/// "A", "AAAA"; "TYPE65" for one that has no name here.
[[nodiscard]] std::string to_string(record_type type);
/// The other way round, in any mix of cases.
[[nodiscard]] std::optional<record_type> to_record_type(std::string_view text) noexcept;

inline constexpr std::uint16_t class_internet = 1;

struct a_data {
    std::array<unsigned char, 4> address{};
    friend bool operator==(const a_data&, const a_data&) = default;
};

struct aaaa_data {
    std::array<unsigned char, 16> address{};
    friend bool operator==(const aaaa_data&, const aaaa_data&) = default;
};

/// Of NS, CNAME and PTR.
struct name_data {
    name target{};
    friend bool operator==(const name_data&, const name_data&) = default;
};

/// Where a zone begins. Source: RFC 1035, section 3.3.13; RFC 2308 for `minimum`.
struct soa_data {
    name primary{};
    name responsible{};
    std::uint32_t serial = 0;
    std::uint32_t refresh = 0;
    std::uint32_t retry = 0;
    std::uint32_t expire = 0;
    std::uint32_t minimum = 0;  ///< how long it may be remembered that there is nothing, in seconds
    friend bool operator==(const soa_data&, const soa_data&) = default;
};

struct mx_data {
    std::uint16_t preference = 0;
    name exchange{};
    friend bool operator==(const mx_data&, const mx_data&) = default;
};

/// Texts of at most 255 bytes each.
struct txt_data {
    std::vector<std::string> texts{};
    friend bool operator==(const txt_data&, const txt_data&) = default;
};

/// Source: RFC 2782.
struct srv_data {
    std::uint16_t priority = 0;
    std::uint16_t weight = 0;
    std::uint16_t port = 0;
    name target{};
    friend bool operator==(const srv_data&, const srv_data&) = default;
};

struct raw_data {
    std::string bytes{};
    friend bool operator==(const raw_data&, const raw_data&) = default;
};

using record_data =
    std::variant<a_data, aaaa_data, name_data, soa_data, mx_data, txt_data, srv_data, raw_data>;

struct record {
    name owner{};
    record_type type = record_type::a;
    std::uint16_t record_class = class_internet;
    std::uint32_t ttl = 0;  ///< seconds
    record_data data{};

    friend bool operator==(const record&, const record&) = default;
};

}  // namespace microfast::dns
