#include <unamex/search/front_coding.hpp>

#include <cassert>

namespace unamex::search {

void append_front_coded(std::string& code, std::string_view previous, std::string_view name) {
    assert(name.size() <= longest_name);
    const auto differ = std::ranges::mismatch(previous, name);
    const auto shared = static_cast<std::size_t>(differ.in2 - name.begin());
    const auto added = name.size() - shared;
    code +=
        static_cast<char>(std::min(shared, escaped_length) << 4 | std::min(added, escaped_length));
    if (shared >= escaped_length) code += static_cast<char>(shared - escaped_length);
    if (added >= escaped_length) code += static_cast<char>(added - escaped_length);
    code += name.substr(shared);
}

}  // namespace unamex::search
