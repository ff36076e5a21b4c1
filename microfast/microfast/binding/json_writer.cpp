#include <microfast/binding/json_writer.hpp>
#include <microfast/core/error.hpp>
#include <microfast/http/json.hpp>
#include <microfast/http/json_writer.hpp>

#include <cstring>
#include <string_view>

namespace microfast::binding {

namespace {

template <class Number>
Number load(const void* source) noexcept {
    Number value{};
    std::memcpy(&value, source, sizeof value);
    return value;
}

/// Writes the value that a schema describes.
class json_writing {
public:
    explicit json_writing(std::string& output) noexcept : json_(output) {}

    void write(const value_schema& schema, const void* source) {
        switch (schema.kind) {
            case value_kind::boolean: return json_.value(load<bool>(source));
            case value_kind::integer: return write_integer(schema, source);
            case value_kind::real: return write_real(schema, source);
            case value_kind::string: return json_.value(*static_cast<const std::string*>(source));
            case value_kind::text: return write_text(*schema.text, source);
            case value_kind::enumeration: return json_.value(name_of(schema, source));
            case value_kind::dynamic: return write_dynamic(source);
            case value_kind::optional: return write_optional(*schema.optional, source);
            case value_kind::sequence: return write_sequence(*schema.sequence, source);
            case value_kind::map: return write_map(*schema.map, source);
            case value_kind::object: return write_object(*schema.object, source);
            case value_kind::variant: return write_variant(*schema.variant, source);
        }
    }

private:
    void write_integer(const value_schema& schema, const void* source) {
        const auto [magnitude, is_negative] = load_whole(schema, source);
        if (is_negative) {
            json_.value(static_cast<std::int64_t>(0 - magnitude));
        } else {
            json_.value(magnitude);
        }
    }

    void write_real(const value_schema& schema, const void* source) {
        if (schema.size == sizeof(float)) return json_.value(load<float>(source));
        json_.value(load<double>(source));
    }

    void write_text(const text_shape& shape, const void* source) {
        text_.clear();
        shape.append(text_, source);
        json_.value(text_);
    }

    static std::string_view name_of(const value_schema& schema, const void* source) {
        const auto [magnitude, is_negative] = load_whole(schema, source);
        const auto value = static_cast<std::int64_t>(is_negative ? 0 - magnitude : magnitude);
        for (const auto& listed : schema.enumerators) {
            if (listed.value == value) return listed.name;
        }
        throw error(
            "the enumeration " + std::string(schema.name) + " has no name for " +
            std::to_string(value)
        );
    }

    void write_dynamic(const void* source) {
        json_.document(http::to_json_text(*static_cast<const http::json*>(source)));
    }

    void write_optional(const optional_shape& shape, const void* source) {
        const void* const value = shape.find(source);
        if (value == nullptr) return json_.value(nullptr);
        write(*shape.value, value);
    }

    void write_sequence(const sequence_shape& shape, const void* source) {
        json_.begin_array();
        const auto size = shape.size(source);
        for (std::size_t i = 0; i < size; ++i)
            write(*shape.element, shape.at(source, i));
        json_.end_array();
    }

    struct map_visit {
        json_writing& writing;
        const value_schema& value;
    };

    void write_map(const map_shape& shape, const void* source) {
        json_.begin_object();
        map_visit visit{*this, *shape.value};
        shape.for_each(source, &visit, [](void* context, std::string_view key, const void* value) {
            auto& [writing, schema] = *static_cast<map_visit*>(context);
            writing.json_.key(key);
            writing.write(schema, value);
        });
        json_.end_object();
    }

    void write_object(const object_shape& shape, const void* source) {
        // To locate a member writes nothing.
        auto* const object = const_cast<void*>(source);
        json_.begin_object();
        for (const auto& member : shape.members) {
            json_.written_key(member.written_key);
            write(*member.value, member.locate(object));
        }
        json_.end_object();
    }

    void write_variant(const variant_shape& shape, const void* source) {
        write(*shape.alternatives[shape.index(source)], shape.value(source));
    }

    http::json_writer json_;
    std::string text_;
};

}  // namespace

void write_json_value(std::string& output, const value_schema& schema, const void* value) {
    json_writing(output).write(schema, value);
}

}  // namespace microfast::binding
