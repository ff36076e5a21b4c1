#include <microfast/binding/field_errors.hpp>
#include <microfast/http/json_writer.hpp>

#include <algorithm>
#include <utility>

namespace microfast::binding {

std::vector<location::step> location::steps() const {
    std::vector<step> found;
    for (const auto* at = this; at != nullptr; at = at->parent_) {
        if (at->is_index_) {
            found.emplace_back(at->index_);
        } else {
            found.emplace_back(std::string(at->name_));
        }
    }
    std::ranges::reverse(found);
    return found;
}

void field_errors::add(
    const location& where, std::string_view type, std::string message, std::string_view input
) {
    if (kept_.size() == most_kept) return;
    if (input.size() > longest_input) input = {};
    kept_.push_back({type, where.steps(), std::move(message), std::string(input)});
}

void field_errors::add_text(
    const location& where, std::string_view type, std::string message, std::string_view input
) {
    std::string quoted;
    if (kept_.size() < most_kept && input.size() <= longest_input) {
        http::json_writer{quoted}.value(input);
    }
    add(where, type, std::move(message), quoted);
}

void field_errors::shrink(std::size_t count) {
    if (count < kept_.size()) kept_.resize(count);
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
