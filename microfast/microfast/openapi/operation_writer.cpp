#include <microfast/http/problem.hpp>
#include <microfast/http/status.hpp>
#include <microfast/openapi/operation_writer.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace microfast::openapi {

namespace {

using json = nlohmann::ordered_json;

json problem_schema() {
    return json{
        {"type", "object"},
        {"title", "problem"},
        {"description", "RFC 9457"},
        {"properties",
         {{"type", {{"type", "string"}, {"default", "about:blank"}}},
          {"title", {{"type", "string"}}},
          {"status", {{"type", "integer"}, {"minimum", 400}, {"maximum", 599}}},
          {"detail", {{"type", "string"}}}}},
        {"required", json::array({"type", "title", "status"})}};
}

json field_error_schema() {
    const json step{{"anyOf", json::array({{{"type", "string"}}, {{"type", "integer"}}})}};
    return json{
        {"type", "object"},
        {"title", "field_error"},
        {"properties",
         {{"type", {{"type", "string"}}},
          {"loc", {{"type", "array"}, {"items", step}}},
          {"msg", {{"type", "string"}}},
          {"input", json::object()}}},
        {"required", json::array({"type", "loc", "msg"})}};
}

json refusal_schema(const json& field_error) {
    return json{
        {"type", "object"},
        {"title", "refusal"},
        {"properties", {{"detail", {{"type", "array"}, {"items", field_error}}}}},
        {"required", json::array({"detail"})}};
}

/// "text/plain" of "text/plain; charset=utf-8".
std::string media_type_of(std::string_view content_type) {
    return std::string{content_type.substr(0, content_type.find(';'))};
}

bool reads_anything(const binding::operation_description& details) {
    return !details.parameters.empty() || details.body || !details.form.empty();
}

bool answers_with(const json& answers, int status) {
    return answers.contains(std::to_string(status));
}

}  // namespace

operation_writer::operation_writer(schema_writer& schemas)
    : schemas_{schemas},
      security_schemes_{std::make_unique<json>(json::object())} {}
operation_writer::~operation_writer() = default;

json operation_writer::write(const operation& route) {
    json made = json::object();
    if (!route.tags.empty()) made["tags"] = route.tags;
    if (!route.summary.empty()) made["summary"] = route.summary;
    if (!route.description.empty()) made["description"] = route.description;
    made["operationId"] =
        route.name.empty() ? operation_id_of(route.method, route.pattern) : route.name;
    if (auto parameters = parameters_of(route); !parameters.empty()) {
        made["parameters"] = std::move(parameters);
    }
    if (auto body = body_of(route); !body.empty()) made["requestBody"] = std::move(body);
    made["responses"] = answers_of(route);
    if (route.is_deprecated) made["deprecated"] = true;
    if (auto security = security_of(route); !security.empty()) {
        made["security"] = std::move(security);
    }
    return made;
}

json operation_writer::parameters_of(const operation& route) {
    json all = json::array();
    for (const auto& each : route.details.parameters) {
        json made{{"name", each.name}, {"in", binding::name_of(each.where)}};
        if (each.is_required) made["required"] = true;
        made["schema"] = schemas_.parameter_schema_of(*each.schema);
        if (!each.default_value.empty()) {
            made["schema"]["default"] = json::parse(each.default_value);
        }
        all.push_back(std::move(made));
    }
    return all;
}

json operation_writer::body_of(const operation& route) {
    if (!route.details.form.empty()) return form_of(route);
    if (!route.details.body) return {};
    const auto& body = *route.details.body;
    json content = json::object();
    if (body.schema != nullptr) content["schema"] = schemas_.schema_of(*body.schema);
    json made{{"content", {{media_type_of(body.content_type), std::move(content)}}}};
    if (body.is_required) made["required"] = true;
    return made;
}

json operation_writer::form_of(const operation& route) {
    json schema{{"type", "object"}, {"properties", json::object()}};
    json required = json::array();
    bool has_file = false;
    for (const auto& field : route.details.form) {
        json property;
        if (field.schema != nullptr) {
            property = schemas_.parameter_schema_of(*field.schema);
        } else {
            has_file = true;
            const json file{{"type", "string"}, {"contentMediaType", "application/octet-stream"}};
            property = field.is_list ? json{{"type", "array"}, {"items", file}} : file;
        }
        schema["properties"][field.name] = std::move(property);
        if (field.is_required) required.push_back(field.name);
    }
    const bool is_required = !required.empty();
    if (is_required) schema["required"] = std::move(required);
    json content{{"multipart/form-data", {{"schema", schema}}}};
    if (!has_file) content["application/x-www-form-urlencoded"] = {{"schema", std::move(schema)}};
    json made{{"content", std::move(content)}};
    if (is_required) made["required"] = true;
    return made;
}

json operation_writer::answer_of(const binding::answer_description& answer) {
    json made{
        {"description",
         answer.description.empty() ? std::string{http::reason_phrase(answer.status)}
                                    : answer.description}};
    if (answer.is_problem) {
        const auto schema = schemas_.reference_to("problem", problem_schema());
        const auto type = media_type_of(http::problem_content_type);
        made["content"] = {{type, {{"schema", schema}}}};
    } else if (!answer.content_type.empty()) {
        json content = json::object();
        if (answer.schema != nullptr) {
            content["schema"] = schemas_.schema_of(*answer.schema);
        } else if (answer.content_type.starts_with("text/")) {
            content["schema"] = {{"type", "string"}};
        }
        made["content"] = {{media_type_of(answer.content_type), std::move(content)}};
    }
    return made;
}

json operation_writer::answers_of(const operation& route) {
    json all = json::object();
    const auto& details = route.details;
    for (const auto& each : details.answers) {
        auto& at = all[std::to_string(each.status)];
        auto made = answer_of(each);
        if (at.is_null()) {
            at = std::move(made);
        } else if (made.contains("content")) {
            at["content"].update(made["content"]);
        }
    }
    const auto add_problem = [&](int status) {
        if (answers_with(all, status)) return;
        all[std::to_string(status)] = answer_of({.status = status, .is_problem = true});
    };
    if (!details.security.empty()) add_problem(http::status::unauthorized);
    if (details.body && details.body->schema != nullptr) {
        add_problem(http::status::unsupported_media_type);
    }
    if (!details.form.empty()) add_problem(http::status::unsupported_media_type);
    if (reads_anything(details) && !answers_with(all, http::status::unprocessable_content)) {
        const auto field = schemas_.reference_to("field_error", field_error_schema());
        const auto schema = schemas_.reference_to("refusal", refusal_schema(field));
        all["422"] = {
            {"description", "What is wrong with the request"},
            {"content", {{"application/json", {{"schema", schema}}}}}};
    }
    if (all.empty()) all["default"] = {{"description", "What the handler answers"}};
    return all;
}

json operation_writer::security_of(const operation& route) {
    if (route.details.security.empty()) return {};
    json needed = json::object();
    bool is_required = false;
    for (const auto& each : route.details.security) {
        const std::string name{each.name};
        (*security_schemes_)[name] = json::parse(each.scheme);
        needed[name] = json::array();
        is_required = is_required || each.is_required;
    }
    json all = json::array({std::move(needed)});
    if (!is_required) all.push_back(json::object());
    return all;
}

}  // namespace microfast::openapi
