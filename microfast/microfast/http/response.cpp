#include <microfast/http/problem.hpp>
#include <microfast/http/response.hpp>

namespace microfast::http {

namespace {

constexpr std::string_view text_type = "Content-Type: text/plain; charset=utf-8\r\n";
constexpr std::string_view json_type = "Content-Type: application/json\r\n";

}  // namespace

void response::set_text(std::string_view text) {
    set_body(text, text_type);
}

void response::set_json_text(std::string_view document) {
    set_body(document, json_type);
}

std::string& response::begin_json() {
    set_json_text({});
    return body;
}

void response::set_problem(int code, std::string_view detail) {
    clear();
    status = code;
    body = problem_document(code, detail);
    headers.set("Content-Type", problem_content_type);
}

void response::set_body(std::string_view content, std::string_view type_line) {
    if (!headers.text().empty()) headers.remove("Content-Type");
    headers.append_trusted(type_line);
    body = content;
    source.reset();
}

void response::clear() noexcept {
    status = status::ok;
    headers.clear();
    body.clear();
    source.reset();
}

response text(std::string_view text, int status) {
    response answer;
    answer.status = status;
    answer.set_text(text);
    return answer;
}

response json_text(std::string_view document, int status) {
    response answer;
    answer.status = status;
    answer.set_json_text(document);
    return answer;
}

response problem(int status, std::string_view detail) {
    response answer;
    answer.set_problem(status, detail);
    return answer;
}

}  // namespace microfast::http
