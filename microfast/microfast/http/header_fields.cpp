#include <microfast/http/characters.hpp>
#include <microfast/http/header_fields.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>

namespace microfast::http {

namespace {

/// A second line of these is not a further element of the value: ", " may be part of it, or it is
/// an error.
bool has_one_value(header_name name) noexcept {
    switch (name) {
        case header_name::authorization:
        case header_name::content_length:
        case header_name::content_type:
        case header_name::date:
        case header_name::host:
        case header_name::if_modified_since:
        case header_name::if_range:
        case header_name::if_unmodified_since:
        case header_name::last_event_id:
        case header_name::origin:
        case header_name::range:
        case header_name::referer:
        case header_name::sec_websocket_key:
        case header_name::user_agent:
        case header_name::x_request_id: return true;
        default: return false;
    }
}

bool have_same_name(const header_field& one, const header_field& other) noexcept {
    if (one.id != other.id) return false;
    return one.id != header_name::other || equal_ignoring_case(one.name, other.name);
}

}  // namespace

std::optional<std::string_view> header_fields::find(std::string_view name) const noexcept {
    if (const auto id = to_header_name(name); id != header_name::other) return find(id);
    for (const auto& field : fields_) {
        if (equal_ignoring_case(field.name, name)) return field.value;
    }
    return std::nullopt;
}

std::optional<std::string_view> header_fields::combined(std::string_view name) const noexcept {
    if (const auto id = to_header_name(name); id != header_name::other) return combined(id);
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        if (equal_ignoring_case(fields_[i].name, name)) return joined(i);
    }
    return std::nullopt;
}

std::optional<std::string_view> header_fields::combined_known(header_name name) const noexcept {
    return has_one_value(name) ? find(name) : joined(first_[static_cast<std::size_t>(name)]);
}

std::string_view header_fields::joined(std::size_t first) const noexcept {
    for (const auto& known : joined_) {
        if (known.first == first) return known.text;
    }
    const header_field& model = fields_[first];
    const auto is_same = [&](const header_field& other) { return have_same_name(model, other); };
    auto next = std::find_if(
        fields_.begin() + static_cast<std::ptrdiff_t>(first) + 1, fields_.end(), is_same
    );
    if (next == fields_.end()) return model.value;
    const std::string_view separator = model.id == header_name::cookie ? "; " : ", ";
    joined_.push_front({first, std::string(model.value)});
    std::string& text = joined_.front().text;
    for (; next != fields_.end(); next = std::find_if(next + 1, fields_.end(), is_same))
        text.append(separator).append(next->value);
    return text;
}

void header_fields::clear() noexcept {
    if (!joined_.empty()) joined_.clear();
    fields_.clear();
    present_ = 0;
    repeated_ = 0;
}

void header_fields::relocate(std::string_view from, const char* to) noexcept {
    for (auto& field : fields_) {
        field.name = relocated(field.name, from, to);
        field.value = relocated(field.value, from, to);
    }
}

std::string_view relocated(std::string_view view, std::string_view from, const char* to) noexcept {
    const std::less_equal<>
        not_after;  // a total order, unlike <= on pointers into different arrays
    const bool inside = not_after(from.data(), view.data()) &&
                        not_after(view.data() + view.size(), from.data() + from.size());
    return inside ? std::string_view(to + (view.data() - from.data()), view.size()) : view;
}

}  // namespace microfast::http
