#include <microfast/binding/json_writer.hpp>
#include <microfast/openapi/schema_writer.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace microfast::openapi {

namespace {

using binding::constraint_kind;
using binding::value_kind;
using binding::value_schema;
using json = nlohmann::ordered_json;

json to_json(const binding::number& written) {
    if (!written.is_whole) return written.real();
    if (!written.is_negative) return written.magnitude;
    return static_cast<std::int64_t>(0 - written.magnitude);
}

json to_json(binding::whole_number written) {
    if (!written.is_negative) return written.magnitude;
    return static_cast<std::int64_t>(0 - written.magnitude);
}

void add_constraint(json& schema, const binding::constraint& rule, bool is_map) {
    const auto count = rule.bound.magnitude;
    switch (rule.kind) {
        case constraint_kind::greater_than: schema["exclusiveMinimum"] = to_json(rule.bound); break;
        case constraint_kind::at_least: schema["minimum"] = to_json(rule.bound); break;
        case constraint_kind::less_than: schema["exclusiveMaximum"] = to_json(rule.bound); break;
        case constraint_kind::at_most: schema["maximum"] = to_json(rule.bound); break;
        case constraint_kind::multiple_of: schema["multipleOf"] = to_json(rule.bound); break;
        case constraint_kind::one_of_number:
            for (const auto& each : rule.numbers)
                schema["enum"].push_back(to_json(each));
            break;
        case constraint_kind::min_length: schema["minLength"] = count; break;
        case constraint_kind::max_length: schema["maxLength"] = count; break;
        case constraint_kind::pattern: schema["pattern"] = rule.text; break;
        case constraint_kind::one_of_text:
            for (const auto& each : rule.texts)
                schema["enum"].push_back(each);
            break;
        case constraint_kind::min_items:
            schema[is_map ? "minProperties" : "minItems"] = count;
            break;
        case constraint_kind::max_items:
            schema[is_map ? "maxProperties" : "maxItems"] = count;
            break;
        case constraint_kind::unique_items: schema["uniqueItems"] = true; break;
    }
}

json with_constraints(json schema, const value_schema& of) {
    for (const auto& rule : of.constraints)
        add_constraint(schema, rule, of.kind == value_kind::map);
    return schema;
}

json integer_of(const value_schema& of) {
    json schema{{"type", "integer"}};
    constexpr std::uint8_t usual = 4;
    if (of.size >= usual && of.is_signed) schema["format"] = of.size == usual ? "int32" : "int64";
    schema = with_constraints(std::move(schema), of);
    const bool has_low = schema.contains("minimum") || schema.contains("exclusiveMinimum");
    const bool has_high = schema.contains("maximum") || schema.contains("exclusiveMaximum");
    if (!has_low && (of.size < usual || !of.is_signed)) schema["minimum"] = to_json(lowest_of(of));
    if (!has_high && of.size < usual) schema["maximum"] = to_json(highest_of(of));
    return schema;
}

json real_of(const value_schema& of) {
    const bool is_float = of.size == sizeof(float);
    return with_constraints(
        json{{"type", "number"}, {"format", is_float ? "float" : "double"}}, of
    );
}

json text_of(const value_schema& of) {
    json schema{{"type", "string"}, {"format", of.text->format}};
    if (of.text->format == "byte") schema["contentEncoding"] = "base64";
    return schema;
}

json enumeration_of(const value_schema& of) {
    json schema{{"type", "string"}, {"enum", json::array()}};
    for (const auto& each : of.enumerators)
        schema["enum"].push_back(each.name);
    return schema;
}

json refer(const std::string& component) {
    return json{{"$ref", "#/components/schemas/" + component}};
}

json or_null(json schema) {
    if (schema.contains("type") && schema["type"].is_string() && !schema.contains("enum")) {
        schema["type"] = json::array({schema["type"], "null"});
        return schema;
    }
    if (schema.empty()) return schema;  // any JSON is null too
    return json{{"anyOf", json::array({std::move(schema), json{{"type", "null"}}})}};
}

}  // namespace

schema_writer::schema_writer() : components_{std::make_unique<json>(json::object())} {}
schema_writer::~schema_writer() = default;

json schema_writer::schema_of(const value_schema& schema) {
    if (schema.kind == value_kind::optional) return or_null(schema_of(*schema.optional->value));
    return describe(schema);
}

json schema_writer::parameter_schema_of(const value_schema& schema) {
    const auto* inner = &schema;
    while (inner->kind == value_kind::optional)
        inner = inner->optional->value;
    return describe(*inner);
}

json schema_writer::reference_to(std::string_view name, const json& schema) {
    const std::string key{name};
    if (!components_->contains(key)) (*components_)[key] = schema;
    return refer(key);
}

json schema_writer::describe(const value_schema& schema) {
    switch (schema.kind) {
        case value_kind::boolean: return json{{"type", "boolean"}};
        case value_kind::integer: return integer_of(schema);
        case value_kind::real: return real_of(schema);
        case value_kind::string: return with_constraints(json{{"type", "string"}}, schema);
        case value_kind::text: return text_of(schema);
        case value_kind::dynamic: return json::object();
        case value_kind::optional: return schema_of(schema);
        case value_kind::enumeration: {
            const auto [at, is_new] = names_.try_emplace(schema.enumerators.data());
            if (is_new) {
                at->second = add_name(schema.name);
                (*components_)[at->second] = enumeration_of(schema);
            }
            return refer(at->second);
        }
        case value_kind::sequence: {
            const auto& shape = *schema.sequence;
            json made{{"type", "array"}, {"items", schema_of(*shape.element)}};
            if (shape.fixed_size > 0) {
                made["minItems"] = shape.fixed_size;
                made["maxItems"] = shape.fixed_size;
            }
            return with_constraints(std::move(made), schema);
        }
        case value_kind::map: {
            json made{{"type", "object"}, {"additionalProperties", schema_of(*schema.map->value)}};
            return with_constraints(std::move(made), schema);
        }
        case value_kind::object: {
            const auto [at, is_new] = names_.try_emplace(schema.object);
            if (is_new) at->second = add_name(schema.name);
            const auto name = at->second;
            if (is_new) {  // it has its name already: a type may contain itself
                auto made = object_of(schema);
                (*components_)[name] = std::move(made);
            }
            return refer(name);
        }
        case value_kind::variant: {
            json made{{"oneOf", json::array()}};
            for (const auto* each : schema.variant->alternatives)
                made["oneOf"].push_back(schema_of(*each));
            return made;
        }
    }
    return json::object();
}

json schema_writer::object_of(const value_schema& schema) {
    const auto& shape = *schema.object;
    const auto required = shape.required_members();
    json made{{"type", "object"}, {"title", schema.name}, {"properties", json::object()}};
    json names = json::array();
    for (std::size_t i = 0; i < shape.members.size(); ++i) {
        const auto& member = shape.members[i];
        auto property = schema_of(*member.value);
        if ((required >> i & 1U) != 0) {
            names.push_back(member.name);
        } else if (member.value->kind != value_kind::optional) {
            std::string preset;
            binding::write_json_value(preset, *member.value, member.locate(shape.defaults()));
            property["default"] = json::parse(preset);
        }
        made["properties"][std::string(member.name)] = std::move(property);
    }
    if (!names.empty()) made["required"] = std::move(names);
    if (shape.forbids_unknown_fields) made["additionalProperties"] = false;
    return made;
}

/// Names of components are of letters, digits, ".", "-" and "_".
std::string schema_writer::add_name(std::string_view wanted) {
    std::string name;
    for (const char c : wanted) {
        const bool is_allowed =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        if (is_allowed) {
            name += c;
        } else if (!name.empty() && name.back() != '_') {
            name += '_';
        }
    }
    while (name.ends_with('_'))
        name.pop_back();
    auto unique = name.empty() ? std::string{"schema"} : name;
    for (int number = 2; components_->contains(unique); ++number)
        unique = name + '_' + std::to_string(number);
    (*components_)[unique] = nullptr;
    return unique;
}

}  // namespace microfast::openapi
