#include <microfast/binding/event.hpp>
#include <microfast/core/error.hpp>

#include <algorithm>

namespace microfast::binding {

namespace {

void append_field(std::string& output, std::string_view name, std::string_view value) {
    output += name;
    output += ": ";
    output += value;
    output += '\n';
}

/// One field a line: a line end inside of the text would end the field.
void append_lines(std::string& output, std::string_view name, std::string_view text) {
    for (;;) {
        const auto end = std::min(text.find_first_of("\r\n"), text.size());
        append_field(output, name, text.substr(0, end));
        if (end == text.size()) return;
        const bool is_pair = text.substr(end).starts_with("\r\n");
        text.remove_prefix(end + (is_pair ? 2 : 1));
    }
}

void append_single_line(std::string& output, std::string_view name, std::string_view value) {
    if (value.empty()) return;
    if (value.find_first_of(std::string_view{"\r\n\0", 3}) != value.npos) {
        throw error("the " + std::string(name) + " of an event is one line");
    }
    append_field(output, name, value);
}

}  // namespace

void append_event(
    std::string& output,
    std::string_view data,
    bool has_data,
    std::string_view name,
    std::string_view id,
    std::optional<std::chrono::milliseconds> retry,
    std::string_view comment
) {
    if (!comment.empty()) append_lines(output, "", comment);
    append_single_line(output, "event", name);
    append_single_line(output, "id", id);
    if (retry) append_field(output, "retry", std::to_string(retry->count()));
    if (has_data) append_lines(output, "data", data);
    output += '\n';
}

}  // namespace microfast::binding
