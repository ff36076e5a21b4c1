#include <tinyorm/core/error.hpp>
#include <tinyorm/driver/url_parameters.hpp>

#include <algorithm>
#include <charconv>

namespace tinyorm::driver {

url_parameters parse_url_parameters(std::string_view query) {
    url_parameters parameters;
    while (!query.empty()) {
        const auto part = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(part.size() + 1, query.size()));
        const auto equals = part.find('=');
        if (equals == std::string_view::npos || equals == 0) {
            throw error(
                error_kind::invalid_configuration,
                "a URL's parameters look like name=value&name=value, but one is \"" +
                    std::string{part} + '"'
            );
        }
        parameters.emplace_back(
            decode_percent(part.substr(0, equals)), decode_percent(part.substr(equals + 1))
        );
    }
    return parameters;
}

std::string decode_percent(std::string_view text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i];
            continue;
        }
        unsigned char octet = 0;
        const auto digits = text.substr(i + 1, 2);
        const auto [end, failure] =
            std::from_chars(digits.data(), digits.data() + digits.size(), octet, 16);
        if (digits.size() != 2 || failure != std::errc{} || end != digits.data() + 2) {
            throw error(
                error_kind::invalid_configuration,
                "in a URL a percent sign is followed by two hexadecimal digits, unlike in \"" +
                    std::string{text} + "\"; a percent sign itself is written %25"
            );
        }
        decoded += static_cast<char>(octet);
        i += 2;
    }
    return decoded;
}

}  // namespace tinyorm::driver
