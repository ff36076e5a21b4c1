#include <microfast/http/method.hpp>

#include <array>

namespace microfast::http {

namespace {

constexpr std::array<std::string_view, method_count> method_names{
    "", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE"};

}  // namespace

method to_method(std::string_view name) noexcept {
    for (std::size_t i = 1; i < method_names.size(); ++i) {
        if (method_names[i] == name) return static_cast<method>(i);
    }
    return method::unknown;
}

std::string_view to_string(method value) noexcept {
    return method_names[static_cast<std::size_t>(value)];
}

std::string to_string(method_set methods) {
    std::string list;
    for (std::size_t i = 1; i < method_names.size(); ++i) {
        if (!methods.contains(static_cast<method>(i))) continue;
        if (!list.empty()) list += ", ";
        list += method_names[i];
    }
    return list;
}

}  // namespace microfast::http
