#include <microfast/binding/part_sorter.hpp>
#include <microfast/http/status.hpp>

#include <algorithm>

namespace microfast::binding {

form_status part_sorter::take(std::string_view bytes) {
    parser_.feed(bytes);
    for (;;) {
        bool fits = true;
        switch (parser_.next()) {
            case http::multipart_event::need_more:
            case http::multipart_event::complete: return form_status::complete;
            case http::multipart_event::rejected: return refused();
            case http::multipart_event::part_begin: fits = begin(); break;
            case http::multipart_event::part_data: fits = add(parser_.data()); break;
            case http::multipart_event::part_end: break;
        }
        if (!fits) return form_status::too_large;
    }
}

form_status part_sorter::finish() {
    const bool is_whole = parser_.finish() == http::multipart_event::complete;
    return is_whole ? form_status::complete : refused();
}

bool part_sorter::begin() {
    const auto& part = parser_.part();
    if (!is_in_file()) {
        into_.fields_.push_back({part.name, {}});
        return make_room(part.name.size());
    }
    if (files_ == file_parts::passed_over) return true;
    into_.files_.push_back(
        {part.name, {*part.filename, part.content_type, files::spooled_file{options_.directory}}}
    );
    return make_room(part.name.size() + part.filename->size() + part.content_type.size());
}

bool part_sorter::add(std::string_view content) {
    if (!is_in_file()) {
        if (!make_room(content.size())) return false;
        into_.fields_.back().value += content;
        return true;
    }
    if (files_ == file_parts::passed_over) return true;
    auto& file = into_.files_.back().content.content;
    const bool was_in_memory = !file.is_on_disk();
    if (was_in_memory && !make_room(content.size()) && !spill(file)) return false;
    file.append(content);
    if (was_in_memory && file.is_on_disk()) used_ -= content.size();  // it goes there too
    return true;
}

/// Takes so much of the memory, and moves files out of it where there is not enough: the largest
/// first, since each costs a descriptor. False if that does not do.
bool part_sorter::make_room(std::size_t more) {
    used_ += more;
    const auto in_memory = [](const form_content::file& each) {
        const auto& content = each.content.content;
        return content.is_on_disk() ? 0 : content.size();
    };
    while (used_ > options_.memory.value) {
        const auto largest = std::ranges::max_element(into_.files_, {}, in_memory);
        if (largest == into_.files_.end() || in_memory(*largest) == 0) return false;
        if (!spill(largest->content.content)) return false;
    }
    return true;
}

bool part_sorter::spill(files::spooled_file& file) {
    if (on_disk_ == options_.files_on_disk) return false;
    ++on_disk_;
    used_ -= static_cast<std::size_t>(file.size());
    file.spill();
    return true;
}

form_status part_sorter::refused() const noexcept {
    const bool is_broken = parser_.status() == http::status::bad_request;
    return is_broken ? form_status::malformed : form_status::too_large;
}

}  // namespace microfast::binding
