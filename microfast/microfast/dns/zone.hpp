/// @file
/// What is known of a name and of everything below it: a trie of labels.
#pragma once

#include <microfast/dns/message.hpp>
#include <microfast/dns/name.hpp>
#include <microfast/dns/record.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace microfast::dns {

/// The records of a zone, for which it has the last word.
///
///     example.com.         (apex)  SOA NS
///      ├── *                       A          every name that is not there
///      ├── www                     CNAME
///      ├── a                                  no records: there is nothing, but it exists
///      │   └── b                   TXT
///      └── sub                     NS         from here on others know
///          └── ns                  A          glue: how to reach them
///
/// A record may be for one region alone: it takes the place of those of its name and type that are
/// for all.
///
/// Complexity: a search is O(labels x log(siblings)). Thread safety: `answer` may be called from
/// many threads once nothing is added any more. Errors: `add` and `require_sound` throw `error`
/// with the name and what is wrong with it.
/// Source: RFC 1034, section 4.3.2; RFC 4592 (wildcards); RFC 2308 (what there is not).
class zone {
public:
    explicit zone(name apex);
    zone(zone&&) noexcept;
    zone& operator=(zone&&) noexcept;
    ~zone();

    [[nodiscard]] const name& apex() const noexcept { return apex_; }
    [[nodiscard]] std::size_t size() const noexcept { return records_; }

    /// Refuses what is not within the zone, a second SOA, and anything beside a CNAME.
    void add(record added, std::string_view region = {});

    /// A zone has an SOA and a server.
    void require_sound() const;

    /// Fills in what is known of `asked`, whose name is within the zone: answers along CNAMEs as
    /// far as they stay in it, a referral, or the SOA where there is nothing.
    void answer(const question& asked, std::string_view region, message& into) const;

private:
    struct node;
    struct record_set;
    class search;

    [[nodiscard]] const node* find(const name& exact) const;

    name apex_;
    std::unique_ptr<node> root_;  // of the apex
    std::size_t records_ = 0;
};

}  // namespace microfast::dns
