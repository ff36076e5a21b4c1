// Any bytes as a JSON document: what our reader takes, nlohmann takes with the same value, and the
// other way round but for what json_reader.hpp says it refuses.
#include <microfast/binding/json_cursor.hpp>
#include <microfast/binding/json_reader.hpp>
#include <microfast/binding/json_writer.hpp>

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "fuzz/requirement.hpp"

namespace {

using namespace microfast;
using fuzz::require;
using nlohmann::json;

/// One of every kind of field, within itself.
struct tree {
    std::optional<bool> b;
    std::optional<std::int64_t> i;
    std::optional<std::uint8_t> u;
    std::optional<double> d;
    std::optional<std::string> s;
    binding::field<std::vector<tree>, binding::may_be_absent> l;
    binding::field<std::map<std::string, tree>, binding::may_be_absent> m;
    std::optional<std::variant<double, std::string>> v;
};

/// What nlohmann makes of a document that has no object with a key twice, and is no deeper than
/// ours may be.
std::optional<json> parse_plain(std::string_view document) {
    // It passes over a byte order mark and takes a NUL for the end.
    if (document.starts_with("\xEF\xBB\xBF")) return std::nullopt;
    if (document.find('\0') != std::string_view::npos) return std::nullopt;
    std::vector<std::set<std::string>> keys;
    bool is_plain = true;
    const auto look = [&](int depth, json::parse_event_t event, json& parsed) {
        if (event == json::parse_event_t::object_start ||
            event == json::parse_event_t::array_start) {
            is_plain = is_plain && depth < 64;
        }
        if (event == json::parse_event_t::object_start) keys.emplace_back();
        if (event == json::parse_event_t::object_end) keys.pop_back();
        if (event == json::parse_event_t::key) {
            is_plain = is_plain && keys.back().insert(parsed.get<std::string>()).second;
        }
        return true;
    };
    auto parsed = json::parse(document, look, false);
    if (parsed.is_discarded() || !is_plain) return std::nullopt;
    return parsed;
}

/// What nlohmann makes of a document that ours has read. Only fields that ours ignores may hold
/// numbers that are too large for nlohmann.
std::optional<json> parse_any(std::string_view document) {
    try {
        return json::parse(document);
    } catch (const json::out_of_range&) {
        return std::nullopt;
    } catch (const json::exception&) {
        require(false, "what is read, nlohmann reads");
    }
    return std::nullopt;
}

template <class Check>
bool fits_if_there(const json& object, const char* key, Check check) {
    const auto found = object.find(key);
    return found == object.end() || found->is_null() || check(*found);
}

bool is_whole(const json& value, double lowest, double highest) {
    if (value.is_number_integer()) {
        const auto number = value.get<double>();
        return number >= lowest && number <= highest;
    }
    constexpr double first_inexact = 9007199254740992.0;  // 2^53
    if (!value.is_number_float()) return false;
    const auto number = value.get<double>();
    return std::trunc(number) == number && std::abs(number) < first_inexact && number >= lowest &&
           number <= highest;
}

bool fits(const json& value);

bool is_list(const json& value) {
    if (!value.is_array()) return false;
    for (const auto& element : value) {
        if (!fits(element)) return false;
    }
    return true;
}

bool is_map(const json& value) {
    if (!value.is_object()) return false;
    for (const auto& element : value) {
        if (!fits(element)) return false;
    }
    return true;
}

/// Should it be read as a tree?
bool fits(const json& value) {
    if (!value.is_object()) return false;
    const auto list = value.find("l");
    const auto map = value.find("m");
    if (value.contains("i") && value["i"].is_number_unsigned() &&
        value["i"].get<std::uint64_t>() > std::uint64_t{INT64_MAX}) {
        return false;
    }
    return fits_if_there(value, "b", [](const json& b) { return b.is_boolean(); }) &&
           fits_if_there(value, "i", [](const json& i) { return is_whole(i, -9.3e18, 9.3e18); }) &&
           fits_if_there(value, "u", [](const json& u) { return is_whole(u, 0, 255); }) &&
           fits_if_there(value, "d", [](const json& d) { return d.is_number(); }) &&
           fits_if_there(value, "s", [](const json& s) { return s.is_string(); }) &&
           fits_if_there(
               value, "v", [](const json& v) { return v.is_number() || v.is_string(); }
           ) &&
           (list == value.end() || is_list(*list)) && (map == value.end() || is_map(*map));
}

template <class Value>
void require_same(const json& object, const char* key, const std::optional<Value>& value) {
    const auto found = object.find(key);
    const bool is_there = found != object.end() && !found->is_null();
    require(is_there == value.has_value(), "an optional is there if the document has a value");
    if (is_there) require(found->get<Value>() == *value, "values are the same");
}

void require_same(const json& object, const tree& value) {
    require_same(object, "b", value.b);
    require_same(object, "i", value.i);
    require_same(object, "u", value.u);
    require_same(object, "d", value.d);
    require_same(object, "s", value.s);
    if (value.v && std::holds_alternative<std::string>(*value.v)) {
        require(object.at("v") == std::get<std::string>(*value.v), "variants are the same");
    }
    const auto list = object.value("l", json::array());
    require(list.size() == value.l->size(), "lists are equally long");
    for (std::size_t i = 0; i < list.size(); ++i)
        require_same(list[i], value.l.value[i]);
    const auto map = object.value("m", json::object());
    require(map.size() == value.m->size(), "maps are equally large");
    for (const auto& [key, inner] : map.items())
        require_same(inner, value.m->at(key));
}

void require_inputs(const binding::field_errors& errors) {
    require(!errors.empty(), "there are faults or a value");
    for (const auto& fault : errors.list()) {
        if (fault.input.empty()) continue;
        binding::json_cursor cursor(fault.input);
        require(cursor.skip_value() && cursor.read_end(), "an input that is repeated is JSON");
    }
}

void compare_dynamic(std::string_view document, const std::optional<json>& expected) {
    json value;
    binding::field_errors errors;
    const bool is_read = binding::read_json(document, value, errors);
    if (expected) require(is_read, "a plain document is read");
    if (is_read) {
        const auto parsed = json::parse(document, nullptr, false);
        require(!parsed.is_discarded(), "what is read, nlohmann reads");
        require(parsed == value, "with the same value");
    }
    require(is_read == errors.empty(), "there are faults or a value");
}

void compare_tree(std::string_view document, const std::optional<json>& expected) {
    tree value;
    binding::field_errors errors;
    const bool is_read = binding::read_json(document, value, errors);
    if (expected && fits(*expected)) require(is_read, "a document that fits is read");
    if (!is_read) return require_inputs(errors);
    const auto parsed = parse_any(document);
    if (!parsed) return;
    require_same(*parsed, value);
    std::string text;
    binding::write_json(text, value);
    require_same(json::parse(text), value);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string document(reinterpret_cast<const char*>(data), size);
    const auto expected = parse_plain(document);
    compare_dynamic(document, expected);
    compare_tree(document, expected);
    return 0;
}
