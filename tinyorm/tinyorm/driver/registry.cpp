#include <tinyorm/core/error.hpp>
#include <tinyorm/driver/registry.hpp>

#include <algorithm>
#include <map>
#include <mutex>
#include <utility>

namespace tinyorm::driver {
namespace {

struct registered_drivers {
    std::mutex mutex;
    std::map<std::string, driver, std::less<>> by_scheme;
};

// Made at its first use, because drivers register before main().
registered_drivers& drivers() {
    static registered_drivers all;
    return all;
}

std::string_view scheme_of(std::string_view url) {
    const auto colon = url.find(':');
    if (colon == std::string_view::npos || colon == 0) {
        throw error(
            error_kind::invalid_configuration,
            "a database URL starts with its scheme, as in sqlite:app.db or "
            "postgres://localhost/app, but this is \"" +
                without_password(url) + '"'
        );
    }
    return url.substr(0, colon);
}

}  // namespace

void register_driver(driver added) {
    auto& [mutex, by_scheme] = drivers();
    const std::scoped_lock lock{mutex};
    for (const auto scheme : added.schemes)
        by_scheme.insert_or_assign(std::string{scheme}, added);
}

driver find_driver(std::string_view url) {
    const auto scheme = scheme_of(url);
    auto& [mutex, by_scheme] = drivers();
    const std::scoped_lock lock{mutex};
    if (const auto found = by_scheme.find(scheme); found != by_scheme.end()) return found->second;
    std::string known;
    for (const auto& [name, unused] : by_scheme)
        known += (known.empty() ? "" : ", ") + name;
    throw error(
        error_kind::invalid_configuration,
        "no driver for the scheme \"" + std::string{scheme} + "\" is linked in; there is " +
            (known.empty() ? "none at all: link tinyorm::sqlite or tinyorm::postgres" : known)
    );
}

std::unique_ptr<connection> open_connection(std::string_view url) {
    return find_driver(url).open(url);
}

std::string without_password(std::string_view url) {
    constexpr std::string_view parameter = "password=";
    std::string shown{url};
    const auto authority = shown.find("//");
    if (authority == std::string::npos) return shown;
    if (const auto at = shown.find(parameter, authority); at != std::string::npos) {
        const auto begin = at + parameter.size();
        shown.replace(begin, std::min(shown.find('&', begin), shown.size()) - begin, "***");
    }
    const auto begin = authority + 2;
    const auto end = std::min(shown.find_first_of("/?", begin), shown.size());
    const auto at = std::string_view{shown}.substr(0, end).rfind('@');
    const auto colon = shown.find(':', begin);
    if (at != std::string::npos && at >= begin && colon < at)
        shown.replace(colon + 1, at - colon - 1, "***");
    return shown;
}

}  // namespace tinyorm::driver
