#include <microfast/http/problem.hpp>
#include <microfast/http/status.hpp>

#include <nlohmann/json.hpp>

namespace microfast::http {

std::string problem_document(int code, std::string_view detail) {
    nlohmann::ordered_json document;
    document["type"] = "about:blank";
    document["title"] = reason_phrase(code);
    document["status"] = code;
    if (!detail.empty()) document["detail"] = detail;
    return document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace microfast::http
