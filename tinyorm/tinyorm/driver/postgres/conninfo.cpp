#include <tinyorm/core/error.hpp>
#include <tinyorm/driver/postgres/conninfo.hpp>
#include <tinyorm/driver/registry.hpp>

#include <libpq-fe.h>

#include <array>
#include <memory>
#include <utility>

namespace tinyorm::driver::postgres {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> defaults{{
    {"connect_timeout", "5"},
    {"fallback_application_name", "tinyorm"},
    {"keepalives_idle", "30"},
    {"keepalives_interval", "10"},
    {"keepalives_count", "3"},
    {"tcp_user_timeout", "30000"},
}};

constexpr std::string_view session_settings =
    "-c timezone=UTC -c datestyle=ISO -c bytea_output=hex -c extra_float_digits=1 -c "
    "standard_conforming_strings=on";

using parsed_options = std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)>;

parsed_options parse(const std::string& url) {
    char* reason = nullptr;
    parsed_options parsed{PQconninfoParse(url.c_str(), &reason), &PQconninfoFree};
    if (parsed != nullptr) return parsed;
    std::string message = reason != nullptr ? reason : "out of memory";
    PQfreemem(reason);
    while (message.ends_with('\n'))
        message.pop_back();
    if (const auto at = message.find(url); at != std::string::npos) {
        message.replace(at, url.size(), without_password(url));
    }
    throw error(error_kind::invalid_configuration, "the PostgreSQL URL is malformed: " + message);
}

void append(std::string& conninfo, std::string_view keyword, std::string_view text) {
    (conninfo += keyword) += "='";
    for (const char character : text) {
        if (character == '\'' || character == '\\') conninfo += '\\';
        conninfo += character;
    }
    conninfo += "' ";
}

std::string_view default_of(std::string_view keyword) {
    for (const auto& [name, text] : defaults) {
        if (name == keyword) return text;
    }
    return {};
}

}  // namespace

std::string to_conninfo(std::string_view url) {
    if (url.find('\0') != std::string_view::npos) {
        throw error(error_kind::invalid_configuration, "the PostgreSQL URL holds a NUL character");
    }
    const auto options = parse(std::string{url});
    std::string conninfo;
    for (const auto* option = options.get(); option->keyword != nullptr; ++option) {
        const std::string_view keyword = option->keyword;
        const std::string_view given = option->val != nullptr ? option->val : default_of(keyword);
        if (keyword == "options") {
            append(
                conninfo,
                keyword,
                std::string{given}.append(given.empty() ? 0 : 1, ' ').append(session_settings)
            );
        } else if (keyword == "client_encoding") {
            append(conninfo, keyword, "UTF8");
        } else if (!given.empty()) {
            append(conninfo, keyword, given);
        }
    }
    return conninfo;
}

}  // namespace tinyorm::driver::postgres
