/// @file
/// From one route to an operation object of OpenAPI.
#pragma once

#include <microfast/openapi/document.hpp>
#include <microfast/openapi/schema_writer.hpp>

#include <nlohmann/json_fwd.hpp>

#include <memory>

namespace microfast::openapi {

class operation_writer {
public:
    explicit operation_writer(schema_writer& schemas);
    operation_writer(const operation_writer&) = delete;
    operation_writer& operator=(const operation_writer&) = delete;
    ~operation_writer();

    [[nodiscard]] nlohmann::ordered_json write(const operation& route);

    /// The security schemes of all routes so far: `components.securitySchemes`.
    [[nodiscard]] const nlohmann::ordered_json& security_schemes() const noexcept {
        return *security_schemes_;
    }

private:
    [[nodiscard]] nlohmann::ordered_json parameters_of(const operation& route);
    [[nodiscard]] nlohmann::ordered_json body_of(const operation& route);
    [[nodiscard]] nlohmann::ordered_json form_of(const operation& route);
    [[nodiscard]] nlohmann::ordered_json answers_of(const operation& route);
    [[nodiscard]] nlohmann::ordered_json answer_of(const binding::answer_description& answer);
    [[nodiscard]] nlohmann::ordered_json security_of(const operation& route);

    schema_writer& schemas_;
    std::unique_ptr<nlohmann::ordered_json> security_schemes_;
};

}  // namespace microfast::openapi
