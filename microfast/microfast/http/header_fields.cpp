#include <microfast/http/characters.hpp>
#include <microfast/http/header_fields.hpp>

#include <functional>

namespace microfast::http {

void header_fields::add(std::string_view name, std::string_view value) {
    const auto id = to_header_name(name);
    fields_.push_back({name, value, id});
    auto& first = first_[static_cast<std::size_t>(id)];
    if (first == 0) {
        first = static_cast<std::uint16_t>(fields_.size());
    } else {
        repeated_ |= std::uint64_t{1} << static_cast<unsigned>(id);
    }
}

std::optional<std::string_view> header_fields::find(std::string_view name) const noexcept {
    if (const auto id = to_header_name(name); id != header_name::other) return find(id);
    for (const auto& field : fields_) {
        if (equal_ignoring_case(field.name, name)) return field.value;
    }
    return std::nullopt;
}

void header_fields::clear() noexcept {
    fields_.clear();
    first_.fill(0);
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
