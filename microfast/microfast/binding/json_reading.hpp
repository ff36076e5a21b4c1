/// @file
/// One document on its way into a value.
#pragma once

#include <microfast/binding/field_errors.hpp>
#include <microfast/binding/json_cursor.hpp>
#include <microfast/binding/scalar_values.hpp>
#include <microfast/binding/value_schema.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace microfast::binding {

/// Walks through a document and a schema together. Every function reads one value and returns false
/// only if the document is broken; a value that is merely wrong is reported and passed over.
class json_reading {
public:
    json_reading(std::string_view document, field_errors& errors) noexcept
        : in_(document),
          errors_(errors) {}

    [[nodiscard]] bool read(const value_schema& schema, void* target, const location& where);

    [[nodiscard]] json_cursor& cursor() noexcept { return in_; }

private:
    using store_function = fault (*)(const value_schema&, std::string_view, void*);

    bool read_boolean(void* target, const location& where);
    bool read_integer(const value_schema& schema, void* target, const location& where);
    bool read_real(const value_schema& schema, void* target, const location& where);
    bool read_string(
        const value_schema& schema, void* target, const location& where, store_function store
    );
    bool read_dynamic(void* target, const location& where);
    bool read_optional(const value_schema& schema, void* target, const location& where);
    bool read_sequence(const value_schema& schema, void* target, const location& where);
    bool read_map(const value_schema& schema, void* target, const location& where);
    bool read_object(const value_schema& schema, void* target, const location& where);
    bool read_variant(const value_schema& schema, void* target, const location& where);
    bool read_variant_object(const variant_shape& shape, void* target, const location& where);

    bool pass_unknown(const object_shape& shape, std::string_view key, const location& where);
    void report_missing(
        std::size_t begin, const object_shape& shape, std::uint64_t seen, const location& where
    );

    /// Passes over a value of another kind than the schema's.
    bool refuse(const location& where, std::string_view type, std::string_view message);

    /// Adds a fault, if it is one, of the value that was read from `begin` on.
    void report(std::size_t begin, const location& where, fault&& found) {
        if (found) add(begin, where, std::move(found));
    }
    void add(std::size_t begin, const location& where, fault found);

    json_cursor in_;
    field_errors& errors_;
};

}  // namespace microfast::binding
