#include <microfast/files/file_path.hpp>

#include <algorithm>

namespace microfast::files {

namespace {

bool is_refused(char byte) noexcept {
    const auto value = static_cast<unsigned char>(byte);
    return value < 0x20 || value == 0x7F || byte == '\\';
}

bool is_name(std::string_view segment, bool is_first, hidden_files hidden) noexcept {
    if (segment.empty() || segment == "." || segment == "..") return false;
    if (std::any_of(segment.begin(), segment.end(), is_refused)) return false;
    const bool is_hidden = segment.starts_with('.') && !(is_first && segment == ".well-known");
    return !is_hidden || hidden == hidden_files::serve;
}

}  // namespace

bool is_file_path(std::string_view routing_path, hidden_files hidden) noexcept {
    bool is_first = true;
    while (!routing_path.empty()) {
        const auto end = std::min(routing_path.find('/'), routing_path.size());
        if (!is_name(routing_path.substr(0, end), is_first, hidden)) return false;
        routing_path.remove_prefix(std::min(end + 1, routing_path.size()));
        is_first = false;
    }
    return true;
}

}  // namespace microfast::files
