#include <api/percent_encoding.hpp>
#include <api/query_parameters.hpp>
#include <microfast/core/error.hpp>
#include <microfast/http/status.hpp>

#include <fmt/format.h>

#include <charconv>
#include <utility>

namespace unamex::api {

namespace {

namespace status = microfast::http::status;

std::pair<std::string_view, std::string_view> split(std::string_view text, char at) {
    const auto found = text.find(at);
    if (found == text.npos) return {text, {}};
    return {text.substr(0, found), text.substr(found + 1)};
}

std::string decode(std::string_view encoded) {
    if (auto decoded = decode_query_part(encoded)) return *std::move(decoded);
    throw microfast::http_error(
        status::bad_request, "the query has a percent sign without two hexadecimal digits after it"
    );
}

}  // namespace

std::optional<std::string> query_parameters::find(std::string_view name) const {
    for (auto rest = query_; !rest.empty();) {
        const auto [pair, others] = split(rest, '&');
        const auto [encoded_name, value] = split(pair, '=');
        if (decode(encoded_name) == name) return decode(value);
        rest = others;
    }
    return std::nullopt;
}

bool query_parameters::flag(std::string_view name) const {
    const auto value = find(name);
    if (!value || *value == "false") return false;
    if (*value == "true") return true;
    throw microfast::http_error(
        status::unprocessable_content, fmt::format("`{}` is neither `true` nor `false`", name)
    );
}

std::uint64_t query_parameters::number(std::string_view name, range allowed, std::uint64_t missing)
    const {
    const auto value = find(name);
    if (!value) return missing;
    std::uint64_t number = 0;
    const auto* end = value->data() + value->size();
    const auto [parsed, error] = std::from_chars(value->data(), end, number);
    if (error != std::errc{} || parsed != end || number < allowed.least || number > allowed.most) {
        throw microfast::http_error(
            status::unprocessable_content,
            fmt::format(
                "`{}` is not a whole number from {} to {}", name, allowed.least, allowed.most
            )
        );
    }
    return number;
}

}  // namespace unamex::api
