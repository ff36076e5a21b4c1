#include <unamex/services/search_service.hpp>

#include <utility>

namespace unamex::services {

std::variant<search::search_page, search::cursor_defect, bad_prefix> search_service::search(
    search::search_query query
) const {
    const auto prefix = rules_.normalise_prefix(query.prefix);
    if (!prefix) return bad_prefix{};
    query.prefix = *prefix;
    auto found = index_.search(query);
    if (const auto* defect = std::get_if<search::cursor_defect>(&found)) return *defect;
    return std::get<search::search_page>(std::move(found));
}

}  // namespace unamex::services
