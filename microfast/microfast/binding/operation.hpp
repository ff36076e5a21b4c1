/// @file
/// What a route takes and answers, as OpenAPI tells it.
#pragma once

#include <microfast/binding/call.hpp>
#include <microfast/binding/services.hpp>
#include <microfast/binding/value_schema.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace microfast::binding {

struct parameter_description {
    place where{};  ///< never `form`
    std::string name;
    const value_schema* schema = nullptr;
    bool is_required = true;
    std::string default_value{};  ///< JSON; empty if there is none
};

/// A field or a file of a form.
struct form_field_description {
    std::string name;
    const value_schema* schema = nullptr;  ///< null: a file
    bool is_required = true;
    bool is_list = false;  ///< of a file: several
};

struct body_description {
    std::string_view content_type;
    const value_schema* schema = nullptr;  ///< null: any bytes
    bool is_required = true;
};

struct answer_description {
    int status = 200;
    std::string_view content_type{};       ///< empty: no content
    const value_schema* schema = nullptr;  ///< null: text, any bytes or any JSON, by the type
    std::string description{};             ///< empty: the phrase of the status
    bool is_problem = false;
};

/// How a request proves who sends it; a member of `components.securitySchemes`.
struct security_description {
    std::string_view name;    ///< of the scheme: "bearer"
    std::string_view scheme;  ///< its JSON
    bool is_required = true;
};

/// All of it, gathered from a handler's signature and those of its dependencies.
struct operation_description {
    std::vector<parameter_description> parameters;
    std::vector<form_field_description> form;
    std::optional<body_description> body;
    std::vector<answer_description> answers;
    std::vector<security_description> security;
    std::vector<requirement> requirements;  ///< objects that must be provided
    std::size_t positions = 0;              ///< scalars so far, which take the pattern's names
    std::vector<std::string> free_names;    ///< of the pattern: those that no name takes, in order

    /// Adds what is not there yet: two dependencies may take the same parameter.
    void add(parameter_description added);
    void add(form_field_description added);
    void add(answer_description added);
    void add(security_description added);
};

/// Adds each member of an object as a parameter, or as a field of a form.
void describe_group(operation_description& into, place where, const value_schema& object);

}  // namespace microfast::binding
