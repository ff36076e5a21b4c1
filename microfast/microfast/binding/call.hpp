/// @file
/// One request while the arguments of its handler are made from it.
#pragma once

#include <microfast/binding/dependency_scope.hpp>
#include <microfast/binding/field_errors.hpp>
#include <microfast/binding/form_content.hpp>
#include <microfast/binding/services.hpp>
#include <microfast/binding/value_schema.hpp>
#include <microfast/http/multipart_stream.hpp>
#include <microfast/http/request.hpp>
#include <microfast/http/response.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace microfast::binding {

/// Where in a request a value stands: where its errors say it is, too. A form is a body.
enum class place : std::uint8_t { path, query, header, cookie, form };

/// "path", "query", "header", "cookie", "body".
[[nodiscard]] std::string_view name_of(place where) noexcept;

/// As the field of a struct is called there: "user_agent" is the header field "user-agent".
[[nodiscard]] std::string parameter_name(place where, std::string_view field);

/// A parameter without its type.
struct parameter_shape {
    place where{};
    std::string_view name;
    const value_schema* schema = nullptr;
    bool has_default = false;

    /// Is a request without it refused?
    [[nodiscard]] bool is_required() const noexcept {
        return !has_default && schema->kind != value_kind::optional &&
               schema->kind != value_kind::sequence;
    }
};

/// What a handler needs to know of its route and its application.
struct route_binding {
    std::array<std::uint8_t, http::request::most_parameters> positions{};  ///< of the nth scalar
    std::shared_ptr<const std::vector<std::string>> names;  ///< of the pattern's parameters
    std::shared_ptr<const binding::services> services;
};

/// Makes values from a request, and gathers what is wrong with it so that one answer tells it all.
///
/// Of a parameter that comes several times the first one counts, unless a list takes all of them.
/// Thread safety: none, belongs to one request.
class call {
public:
    call(http::request& request, http::response& response, const route_binding& route) noexcept
        : request_{request},
          response_{response},
          route_{route} {}
    call(const call&) = delete;
    call& operator=(const call&) = delete;

    [[nodiscard]] http::request& request() noexcept { return request_; }
    [[nodiscard]] http::response& response() noexcept { return response_; }
    [[nodiscard]] const binding::services& services() const noexcept { return *route_.services; }

    /// Values of dependencies; a handler that has some sets it first.
    [[nodiscard]] dependency_scope& scope() const noexcept { return *scope_; }
    void use_scope(dependency_scope& scope) noexcept { scope_ = &scope; }

    /// Reads the next `{...}` of the pattern that no name takes.
    void read_next_of_path(const value_schema& schema, void* target);
    [[nodiscard]] std::string_view next_text_of_path();

    /// Reads a parameter; leaves the target alone if there is none and none is needed.
    void read_parameter(const parameter_shape& shape, void* target);

    /// Reads every field of a struct as a parameter.
    void read_group(place where, const value_schema& object, void* target);

    /// The form that is the body. Empty, and the call refused, if the body is none.
    [[nodiscard]] form_content& form();

    /// Reads that form with its files, while it arrives.
    [[nodiscard]] task<void> read_form();

    /// Begins to read that form part by part; refuses the call if the body is none. Of routes that
    /// stream bodies.
    void open_parts(std::optional<http::multipart_stream>& into);

    /// The first file of that name; null, and the call refused if it is needed, if there is none.
    [[nodiscard]] upload* find_file(std::string_view name, bool is_optional);

    /// All files of that name.
    [[nodiscard]] std::vector<upload> take_files(std::string_view name);

    /// The provided object of that type. Throws `error` if there is none: an application looks for
    /// what its routes need when it starts.
    [[nodiscard]] void* provided(const void* key, std::string_view type) const;

    /// The value of a dependency, made if it is the first time that it is asked for.
    [[nodiscard]] void* dependency(const void* key, const dependency_source& own);
    [[nodiscard]] task<void*> dependency_later(const void* key, dependency_source own);

    /// Reads the body, which must be JSON by its content type, else 415.
    void read_document(const value_schema& schema, void* target);

    /// Answers without the handler. The first answer stays.
    void answer(http::response&& answer);

    [[nodiscard]] field_errors& errors() noexcept { return errors_; }
    [[nodiscard]] bool is_answered() const noexcept { return is_answered_; }
    [[nodiscard]] bool is_refused() const noexcept { return is_answered_ || !errors_.empty(); }

    /// What a refused request is answered with: what was given to `answer`, else 422 with all
    /// errors.
    void write_refusal();

private:
    void refuse_form(form_status why);
    [[nodiscard]] bool find_text(
        place where, std::string_view name, std::string& room, std::string_view& text
    );
    [[nodiscard]] std::vector<std::string> all_texts(place where, std::string_view name);

    http::request& request_;
    http::response& response_;
    const route_binding& route_;
    dependency_scope* scope_ = nullptr;
    std::size_t next_position_ = 0;
    field_errors errors_;
    std::unique_ptr<form_content> form_;
    bool is_answered_ = false;
};

}  // namespace microfast::binding
