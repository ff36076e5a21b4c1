#include <microfast/binding/field_errors.hpp>
#include <microfast/http/json_writer.hpp>
#include <microfast/http/utf8.hpp>

#include <algorithm>
#include <utility>

namespace microfast::binding {

namespace {

constexpr std::string_view cut_mark = "...";

/// The first characters, in at most so many bytes.
std::string_view beginning_of(std::string_view text, std::size_t most) noexcept {
    if (text.size() <= most) return text;
    const auto is_inside = [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
    };
    while (most > 0 && is_inside(text[most]))
        --most;
    return text.substr(0, most);
}

std::string shortened_name(std::string_view name) {
    if (name.size() <= location::longest_name) return std::string(name);
    return std::string(beginning_of(name, location::longest_name)).append(cut_mark);
}

/// How many bytes belong together where a string of JSON is cut: an escape, two of them for a
/// character beyond the first plane.
std::size_t size_of_piece(std::string_view rest) noexcept {
    if (rest.front() != '\\') return std::max<std::size_t>(http::utf8_size(rest), 1);
    constexpr std::size_t escape = 2, unicode_escape = 6;
    if (!rest.starts_with("\\u")) return escape;
    const bool is_high_surrogate =
        rest.size() > 3 && (rest[2] == 'd' || rest[2] == 'D') && rest[3] != '0' && rest[3] > '7';
    return is_high_surrogate ? 2 * unicode_escape : unicode_escape;
}

/// What is repeated of a value: all, the beginning of a string, or nothing.
std::string shortened_value(std::string_view json) {
    if (json.size() <= field_errors::longest_input) return std::string(json);
    if (!json.starts_with('"')) return {};
    std::size_t end = 1;
    for (auto next = end; next <= field_errors::longest_input;
         next += size_of_piece(json.substr(next)))
        end = next;
    return std::string(json.substr(0, end)).append(cut_mark).append(1, '"');
}

std::size_t size_of(const field_error& fault) noexcept {
    std::size_t size = fault.message.size() + fault.input.size();
    for (const auto& step : fault.where) {
        const auto* name = std::get_if<std::string>(&step);
        size += name == nullptr ? sizeof(std::size_t) : name->size();
    }
    return size;
}

}  // namespace

std::vector<location::step> location::steps() const {
    std::vector<step> found;
    for (const auto* at = this; at != nullptr; at = at->parent_) {
        if (at->is_index_) {
            found.emplace_back(at->index_);
        } else {
            found.emplace_back(shortened_name(at->name_));
        }
    }
    std::ranges::reverse(found);
    return found;
}

void field_errors::add(
    const location& where, std::string_view type, std::string message, std::string_view input
) {
    if (kept_.size() == most_kept || bytes_ >= most_bytes) return;
    field_error added{type, where.steps(), std::move(message), shortened_value(input)};
    const auto size = size_of(added);
    bytes_ += size;
    if (bytes_ <= most_bytes || kept_.empty()) kept_.push_back(std::move(added));
}

void field_errors::add_text(
    const location& where, std::string_view type, std::string message, std::string_view input
) {
    std::string quoted;
    if (kept_.size() < most_kept) {
        // One character more than is repeated, so that it is seen to be cut.
        http::json_writer{quoted}.value(beginning_of(input, longest_input + 4));
    }
    add(where, type, std::move(message), quoted);
}

void field_errors::shrink(std::size_t count) {
    if (count >= kept_.size()) return;
    kept_.resize(count);
    bytes_ = 0;
    for (const auto& fault : kept_)
        bytes_ += size_of(fault);
}

void field_errors::append_to(std::string& output) const {
    http::json_writer json(output);
    json.begin_object();
    json.key("detail");
    json.begin_array();
    for (const auto& fault : kept_) {
        json.begin_object();
        json.member("type", fault.type);
        json.key("loc");
        json.begin_array();
        for (const auto& step : fault.where)
            std::visit([&json](const auto& value) { json.value(value); }, step);
        json.end_array();
        json.member("msg", std::string_view(fault.message));
        if (!fault.input.empty()) {
            json.key("input");
            json.document(fault.input);
        }
        json.end_object();
    }
    json.end_array();
    json.end_object();
}

}  // namespace microfast::binding
