/// @file
/// Zones as people write them.
#pragma once

#include <microfast/dns/zone.hpp>

#include <string>
#include <string_view>

namespace microfast::dns {

/// Reads the text of a zone:
///
///     $ORIGIN example.com.
///     $TTL 1h
///     @        SOA  ns1 admin ( 2026112101 1h 15m 30d 5m )
///              NS   ns1
///     ns1      A    192.0.2.1
///     www 60   A    192.0.2.10
///     www      A    192.0.2.20   ; region=europe
///     *.dyn    TXT  "any name" "below dyn"
///
/// Understood are $ORIGIN and $TTL; names relative to the origin, "@", and none for that of the
/// line before; a TTL and the class IN in any order before the type; times with the units s, m, h,
/// d and w; parentheses over several lines, quoted texts, comments; the types A, AAAA, CNAME, NS,
/// SOA, MX, TXT, PTR and SRV. A comment that begins "region=" is not one: the record is for that
/// region. Not understood, and refused: $INCLUDE, $GENERATE, other classes and types.
///
/// The first origin is `apex`. Errors: throws `error` with the number of the line; what `zone::add`
/// refuses as well.
/// Source: RFC 1035, section 5; RFC 2308, section 4; the units are those of BIND.
[[nodiscard]] zone read_zone(std::string_view text, const name& apex);

/// The same from a file of at most 64 MiB.
[[nodiscard]] zone read_zone_file(const std::string& path, const name& apex);

}  // namespace microfast::dns
