/// @file
/// What a type looks like from outside, as plain tables: the readers, the writer and OpenAPI
/// interpret them, so none of these is a template.
#pragma once

#include <microfast/binding/constraint.hpp>
#include <microfast/binding/enum_names.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace microfast::binding {

struct value_schema;

enum class value_kind : std::uint8_t {
    boolean,
    integer,      ///< of `size` bytes
    real,         ///< float or double, of `size` bytes
    string,       ///< std::string, always UTF-8
    text,         ///< another type that documents write as a string: see `text_shape`
    enumeration,  ///< written as the name of its value
    dynamic,      ///< http::json
    optional,     ///< null, or absent in an object, or what `optional_shape::value` says
    sequence,
    map,
    object,
    variant,
};

/// A type with a form as text: uuid, moments, bytes, and those that specialise `text_conversion`.
struct text_shape {
    std::string_view format;      ///< of JSON Schema: "uuid", "date-time"
    std::string_view error_type;  ///< "uuid_parsing"
    std::string_view message;     ///< "Input should be a valid UUID"
    bool (*parse)(std::string_view text, void* target);
    void (*append)(std::string& output, const void* source);
};

struct optional_shape {
    const value_schema* value;
    void* (*emplace)(void* target);
    void (*reset)(void* target);
    const void* (*find)(const void* source);  ///< null if it is empty
};

/// A vector or std::array.
struct sequence_shape {
    const value_schema* element;
    std::size_t fixed_size;  ///< of a std::array, otherwise 0
    void (*clear)(void* target);
    /// The element that is read next; a vector grows by it. Null behind the end of an array.
    void* (*place)(void* target, std::size_t index);
    std::size_t (*size)(const void* source);
    const void* (*at)(const void* source, std::size_t index);
    bool (*has_equal_elements)(const void* source);  ///< null without `unique_items`
};

/// A map whose keys are strings.
struct map_shape {
    using visitor = void (*)(void* context, std::string_view key, const void* value);

    const value_schema* value;
    void (*clear)(void* target);
    void* (*insert)(void* target, std::string_view key);  ///< null if the key is there already
    std::size_t (*size)(const void* source);
    void (*for_each)(const void* source, void* context, visitor visit);
};

/// A field of a struct.
struct member_schema {
    std::string_view name;         ///< in documents
    std::string_view written_key;  ///< ,"name": as the writer writes it
    const value_schema* value;
    void* (*locate)(void* object);  ///< the value within an object
};

struct object_shape {
    std::span<const member_schema> members;  ///< at most 64
    bool forbids_unknown_fields;
    std::uint64_t (*required_members)();  ///< bit i: a document must have member i
    void* (*defaults)();                  ///< an object made by `T{}`; to be read only
};

struct variant_shape {
    std::span<const value_schema* const> alternatives;
    void* (*emplace)(void* target, std::size_t index);
    std::size_t (*index)(const void* source);
    const void* (*value)(const void* source);
};

/// A type. One for each type and its constraints, made at compile time; it may refer to itself.
struct value_schema {
    value_kind kind{};
    std::uint8_t size = 0;    ///< bytes of integer, real, enumeration
    bool is_signed = false;   ///< integer, enumeration
    std::string_view name{};  ///< of object and enumeration: the type's, without namespaces
    std::span<const constraint> constraints{};

    /// The one of its kind is there.
    const text_shape* text = nullptr;
    std::span<const enumerator> enumerators{};
    const optional_shape* optional = nullptr;
    const sequence_shape* sequence = nullptr;
    const map_shape* map = nullptr;
    const object_shape* object = nullptr;
    const variant_shape* variant = nullptr;
};

/// What it is, for a sentence: "an integer", "item".
[[nodiscard]] std::string_view words_of(const value_schema& schema) noexcept;

/// The value of an integer or enumeration.
[[nodiscard]] whole_number load_whole(const value_schema& schema, const void* source) noexcept;

/// Stores it if the type has that value.
[[nodiscard]] bool store_whole(
    const value_schema& schema, whole_number value, void* target
) noexcept;

/// The smallest and largest value of an integer's type.
[[nodiscard]] whole_number lowest_of(const value_schema& integer) noexcept;
[[nodiscard]] whole_number highest_of(const value_schema& integer) noexcept;

}  // namespace microfast::binding
