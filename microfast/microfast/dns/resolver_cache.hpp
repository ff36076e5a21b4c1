/// @file
/// Answers of other servers, as long as they are good.
#pragma once

#include <microfast/containers/lru_cache.hpp>
#include <microfast/dns/message.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace microfast::dns {

/// What is known of a name and type: records, or that there are none.
struct resolution {
    response_code code = response_code::no_error;
    std::vector<record> records{};      ///< along CNAMEs, in order
    std::vector<record> authorities{};  ///< the SOA that says so, where there are none

    [[nodiscard]] bool is_found() const noexcept {
        return code == response_code::no_error && !records.empty();
    }
};

struct resolver_cache_options {
    std::size_t entries = 10'000;                  ///< then those used longest ago go
    std::chrono::seconds longest{86'400};          ///< whatever a TTL says
    std::chrono::seconds longest_nothing{10'800};  ///< of "there is none": RFC 2308, section 5
};

/// What `answer` says about `asked`, without what does not belong to it: records that are not along
/// its chain of CNAMEs are left out.
[[nodiscard]] resolution to_resolution(const question& asked, const message& answer);

/// Thread safety: none, belongs to one event loop. Complexity: O(1) a call, and O(records).
/// Source: RFC 1034, section 5.3.3; RFC 2308, sections 3 and 5.
class resolver_cache {
public:
    using time_point = std::chrono::steady_clock::time_point;

    explicit resolver_cache(const resolver_cache_options& options = {})
        : options_{options},
          entries_{options.entries} {}

    /// With the TTLs that are left. Empty if nothing is known, or no longer.
    [[nodiscard]] std::optional<resolution> find(const question& asked, time_point now);

    /// Keeps it as long as it says. What says nothing (no SOA) or zero is not kept.
    void insert(const question& asked, const resolution& known, time_point now);

    [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }

private:
    struct entry {
        resolution known{};
        time_point stored{};
        time_point expires{};
    };

    resolver_cache_options options_;
    containers::lru_cache<std::string, entry> entries_;
};

/// A text that is the same for the same question, however it is written.
[[nodiscard]] std::string to_key(const question& asked);

}  // namespace microfast::dns
