/// @file
/// What belongs to a host, by its name.
#pragma once

#include <microfast/containers/text_map.hpp>
#include <microfast/core/error.hpp>
#include <microfast/http/characters.hpp>

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace microfast::routing {

/// The name in an authority, "example.com" of "example.com:8080" and "example.com.".
[[nodiscard]] constexpr std::string_view host_of(std::string_view authority) noexcept {
    const auto bracket = authority.starts_with('[') ? authority.find(']') : 0;
    auto name = authority.substr(0, authority.find(':', bracket));
    if (name.ends_with('.')) name.remove_suffix(1);
    return name;
}

/// Names of hosts in any mix of cases; `*` in place of the first label stands for any one label.
///
/// Complexity: `find` two hash probes. Thread safety: `find` may be called from many threads once
/// nothing is added any more.
template <class Value>
class host_table {
public:
    static constexpr std::size_t longest_name = 255;

    /// The place of a host, null if it is new. Throws `error` if the name is not one.
    [[nodiscard]] std::unique_ptr<Value>& at(std::string_view name) {
        const auto bare = name.starts_with("*.") ? name.substr(2) : name;
        const bool is_name = !bare.empty() && bare.size() <= longest_name &&
                             !bare.starts_with('.') && !bare.ends_with('.') &&
                             http::consists_of(bare, http::host_characters);
        if (!is_name) {
            throw error(
                "\"" + std::string(name) + "\" is not the name of a host, nor *. and such a name"
            );
        }
        std::string lowered(name);
        for (char& byte : lowered)
            byte = http::lower(byte);
        return values_.insert(lowered);
    }

    [[nodiscard]] bool empty() const noexcept { return values_.size() == 0; }

    /// The value of the host that an authority names, or null.
    [[nodiscard]] const Value* find(std::string_view authority) const noexcept {
        const auto name = host_of(authority);
        if (name.empty() || name.size() > longest_name) return nullptr;
        std::array<char, longest_name + 1> lowered;
        for (std::size_t i = 0; i < name.size(); ++i)
            lowered[i + 1] = http::lower(name[i]);
        const std::string_view own(lowered.data() + 1, name.size());
        if (const auto* found = values_.find(own)) return found->get();
        const auto dot = own.find('.');
        if (dot == own.npos || dot == 0) return nullptr;
        lowered[dot] = '*';  // the last character of the first label: the dot follows it
        const auto* found =
            values_.find(std::string_view(lowered.data() + dot, own.size() - dot + 1));
        return found == nullptr ? nullptr : found->get();
    }

    template <class Action>
    void for_each(Action action) {
        for (const auto& each : values_)
            action(*each.value);
    }

private:
    containers::text_map<std::unique_ptr<Value>> values_;
};

}  // namespace microfast::routing
