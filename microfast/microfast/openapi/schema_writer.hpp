/// @file
/// From the schema of a type to JSON Schema.
#pragma once

#include <microfast/binding/value_schema.hpp>

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace microfast::openapi {

/// Writes schemas; structs and enumerations become components, which others refer to.
///
/// Two types of one name are "item" and "item_2". An integer says the range of its type where that
/// is less than 32 bits or has no sign. Source: JSON Schema 2020-12; OpenAPI 3.1, section 4.8.24.
class schema_writer {
public:
    schema_writer();
    schema_writer(const schema_writer&) = delete;
    schema_writer& operator=(const schema_writer&) = delete;
    ~schema_writer();

    /// The schema of a value.
    [[nodiscard]] nlohmann::ordered_json schema_of(const binding::value_schema& schema);

    /// The same without null: a parameter that is missing is not null.
    [[nodiscard]] nlohmann::ordered_json parameter_schema_of(const binding::value_schema& schema);

    /// A reference to a component with this schema, which is added if it is new.
    [[nodiscard]] nlohmann::ordered_json reference_to(
        std::string_view name, const nlohmann::ordered_json& schema
    );

    /// All components: `components.schemas`.
    [[nodiscard]] const nlohmann::ordered_json& components() const noexcept { return *components_; }

private:
    [[nodiscard]] nlohmann::ordered_json describe(const binding::value_schema& schema);
    [[nodiscard]] nlohmann::ordered_json object_of(const binding::value_schema& schema);
    [[nodiscard]] std::string add_name(std::string_view wanted);

    std::unique_ptr<nlohmann::ordered_json> components_;
    std::map<const void*, std::string> names_;  // by what is the same for one type
};

}  // namespace microfast::openapi
