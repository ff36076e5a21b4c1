/// @file
/// Answers out of zones, by the region of who asks.
#pragma once

#include <microfast/dns/region_table.hpp>
#include <microfast/dns/responder.hpp>
#include <microfast/dns/zone.hpp>

#include <memory>
#include <vector>

namespace microfast::dns {

/// Whose address tells the region.
enum class asker : std::uint8_t {
    peer,           ///< who sends the query: mostly the resolver of somebody
    client_subnet,  ///< the network that the query names, if it does
};

/// What a name server knows. Names within none of its zones are refused: it asks nobody else.
///
/// Thread safety: `answer` may be called from many threads once nothing is added any more.
/// Source: RFC 1034, section 4.3.1; RFC 7871 for the networks of clients.
class authority final : public responder {
public:
    explicit authority(asker who = asker::peer) noexcept : who_{who} {}

    /// Throws `error` if there is one for this name already.
    void add(zone added);
    void set_regions(region_table regions) { regions_ = std::move(regions); }

    [[nodiscard]] message answer(const message& query, const http::ip_address& client) const;

    [[nodiscard]] task<message> respond(const message& query, const http::ip_address& client)
        override;

private:
    [[nodiscard]] const zone* find(const name& asked) const noexcept;

    std::vector<zone> zones_;  // those with more labels first
    region_table regions_;
    asker who_;
};

}  // namespace microfast::dns
