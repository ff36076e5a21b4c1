#include <microfast/binding/part_sorter.hpp>
#include <microfast/http/status.hpp>

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
        used_ += part.name.size();
        into_.fields_.push_back({part.name, {}});
    } else if (files_ == file_parts::kept) {
        used_ += part.name.size() + part.filename->size() + part.content_type.size();
        into_.files_.push_back(
            {part.name,
             {*part.filename, part.content_type, files::spooled_file{options_.directory}}}
        );
    }
    return is_in_memory(0);
}

bool part_sorter::add(std::string_view content) {
    if (!is_in_file()) {
        if (!is_in_memory(content.size())) return false;
        used_ += content.size();
        into_.fields_.back().value += content;
        return true;
    }
    if (files_ == file_parts::passed_over) return true;
    auto& file = into_.files_.back().content.content;
    if (!file.is_on_disk() && !is_in_memory(content.size()) && !spill()) return false;
    if (!file.is_on_disk()) used_ += content.size();
    file.append(content);
    return true;
}

/// Moves the file that is being read out of the memory. False if too many are on disk.
bool part_sorter::spill() {
    auto& file = into_.files_.back().content.content;
    if (++on_disk_ > options_.files_on_disk) return false;
    file.spill();
    used_ -= static_cast<std::size_t>(file.size());
    return true;
}

form_status part_sorter::refused() const noexcept {
    const bool is_broken = parser_.status() == http::status::bad_request;
    return is_broken ? form_status::malformed : form_status::too_large;
}

}  // namespace microfast::binding
