#include <unamex/search/front_coding.hpp>

#include <cassert>

namespace unamex::search {

void append_front_coded(std::string& code, std::string_view previous, std::string_view name) {
    assert(name.size() <= longest_name);
    constexpr auto escape = detail::length_escape;
    const auto differ = std::ranges::mismatch(previous, name);
    const auto shared = static_cast<std::size_t>(differ.in2 - name.begin());
    const auto added = name.size() - shared;
    code += static_cast<char>(std::min(shared, escape) << 4 | std::min(added, escape));
    if (shared >= escape) code += static_cast<char>(shared - escape);
    if (added >= escape) code += static_cast<char>(added - escape);
    code += name.substr(shared);
}

}  // namespace unamex::search
