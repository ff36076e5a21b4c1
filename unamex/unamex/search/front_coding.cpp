#include <unamex/search/front_coding.hpp>

#include <algorithm>
#include <cassert>
#include <cstring>

namespace unamex::search {
namespace {

constexpr std::size_t escape = 15;  // the largest value of four bits: one more byte follows

std::size_t take_excess(std::string_view& code, std::size_t length) noexcept {
    if (length < escape || code.empty()) return length;
    length += static_cast<unsigned char>(code.front());
    code.remove_prefix(1);
    return length;
}

}  // namespace

void name_buffer::replace_tail(std::size_t shared, std::string_view rest) noexcept {
    shared = std::min(shared, size_);
    const auto added = std::min(rest.size(), longest_name - shared);
    std::memcpy(bytes_.data() + shared, rest.data(), added);
    size_ = shared + added;
}

void append_front_coded(std::string& code, std::string_view previous, std::string_view name) {
    assert(name.size() <= longest_name);
    const auto differ = std::ranges::mismatch(previous, name);
    const auto shared = static_cast<std::size_t>(differ.in2 - name.begin());
    const auto added = name.size() - shared;
    code += static_cast<char>(std::min(shared, escape) << 4 | std::min(added, escape));
    if (shared >= escape) code += static_cast<char>(shared - escape);
    if (added >= escape) code += static_cast<char>(added - escape);
    code += name.substr(shared);
}

std::string_view read_front_coded(std::string_view code, name_buffer& name) noexcept {
    if (code.empty()) return code;
    const auto lengths = static_cast<unsigned char>(code.front());
    code.remove_prefix(1);
    const auto shared = take_excess(code, lengths >> 4U);
    const auto added = std::min(take_excess(code, lengths & 15U), code.size());
    name.replace_tail(shared, {code.data(), added});
    return code.substr(added);
}

}  // namespace unamex::search
