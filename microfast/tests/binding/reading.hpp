/// @file
/// Reading documents in tests.
#pragma once

#include <microfast/binding/json_reader.hpp>
#include <microfast/binding/json_writer.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace microfast::binding {

/// The faults of a document in short, "body.items.0 int_type; body missing", empty if it is sound.
template <class Value>
std::string faults_of(std::string_view document, Value& value) {
    field_errors errors;
    const bool is_sound = read_json(document, value, errors);
    EXPECT_EQ(is_sound, errors.empty());
    std::string text;
    for (const auto& fault : errors.list()) {
        if (!text.empty()) text += "; ";
        for (const auto& step : fault.where) {
            if (&step != &fault.where.front()) text += '.';
            const auto* const index = std::get_if<std::size_t>(&step);
            text += index != nullptr ? std::to_string(*index) : std::get<std::string>(step);
        }
        text += ' ' + std::string(fault.type);
    }
    return text;
}

template <class Value>
std::string faults_in(std::string_view document) {
    Value value{};
    return faults_of(document, value);
}

/// What a document becomes: read, and written again. Faults are test failures.
template <class Value>
std::string rewritten(std::string_view document) {
    Value value{};
    EXPECT_EQ(faults_of(document, value), "") << document;
    std::string output;
    write_json(output, value);
    return output;
}

}  // namespace microfast::binding
