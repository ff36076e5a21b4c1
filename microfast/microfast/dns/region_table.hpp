/// @file
/// Where is an address? A trie of the bits of networks.
#pragma once

#include <microfast/http/ip_address.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace microfast::dns {

/// A region, and for whom that is so.
struct region_match {
    std::string_view region{};  ///< empty: no network of the table has the address
    unsigned scope = 0;  ///< every address with the same first so many bits, of 128, is in it too
};

/// Networks and the regions they are in. Of several networks that have an address the longest
/// counts.
///
/// Complexity: O(bits) to find, whatever the number of networks. Thread safety: `find` may be
/// called from many threads once nothing is added any more.
class region_table {
public:
    region_table();
    region_table(region_table&&) noexcept;
    region_table& operator=(region_table&&) noexcept;
    ~region_table();

    /// "192.0.2.0/24", "2001:db8::/32". Throws `error` for what is no network, and for one that is
    /// in another region already.
    void add(std::string_view network, std::string region);

    [[nodiscard]] region_match find(const http::ip_address& address) const noexcept;

private:
    struct node;
    std::unique_ptr<node> root_;
};

}  // namespace microfast::dns
