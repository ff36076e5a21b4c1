#include <microfast/core/error.hpp>
#include <microfast/sessions/session_data.hpp>

#include <cstdint>

namespace microfast::sessions {

namespace {

constexpr char version = 1;

void append_number(std::string& bytes, std::uint64_t number, unsigned size) {
    for (unsigned i = 0; i < size; ++i)
        bytes += static_cast<char>(number >> 8U * i & 0xFFU);
}

std::optional<std::uint64_t> take_number(std::string_view& bytes, unsigned size) {
    if (bytes.size() < size) return std::nullopt;
    std::uint64_t number = 0;
    for (unsigned i = 0; i < size; ++i)
        number |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << 8U * i;
    bytes.remove_prefix(size);
    return number;
}

std::optional<std::string_view> take_text(std::string_view& bytes) {
    const auto size = take_number(bytes, 4);
    if (!size || *size > bytes.size()) return std::nullopt;
    const auto text = bytes.substr(0, *size);
    bytes.remove_prefix(*size);
    return text;
}

}  // namespace

std::optional<std::string_view> session_data::find(std::string_view name) const {
    const auto found = texts_.find(name);
    if (found == texts_.end()) return std::nullopt;
    return found->second;
}

void session_data::set(std::string_view name, std::string_view text) {
    const auto found = texts_.find(name);
    const bool is_new = found == texts_.end();
    const auto before = is_new ? 0 : name.size() + found->second.size();
    const auto after = bytes_ - before + name.size() + text.size();
    if (after > most_bytes) throw error("a session holds at most 16 KiB");
    if (is_new && texts_.size() >= most_names) throw error("a session holds at most 100 names");
    bytes_ = after;
    if (is_new) {
        texts_.emplace(name, text);
    } else {
        found->second = text;
    }
}

bool session_data::erase(std::string_view name) {
    const auto found = texts_.find(name);
    if (found == texts_.end()) return false;
    bytes_ -= name.size() + found->second.size();
    texts_.erase(found);
    return true;
}

void session_data::clear() noexcept {
    texts_.clear();
    bytes_ = 0;
}

std::string session_data::to_bytes() const {
    std::string bytes(1, version);
    append_number(bytes, static_cast<std::uint64_t>(began_.time_since_epoch().count()), 8);
    for (const auto& [name, text] : texts_) {
        append_number(bytes, name.size(), 4);
        bytes += name;
        append_number(bytes, text.size(), 4);
        bytes += text;
    }
    return bytes;
}

std::optional<session_data> session_data::from_bytes(std::string_view bytes) {
    if (!bytes.starts_with(version)) return std::nullopt;
    bytes.remove_prefix(1);
    const auto began = take_number(bytes, 8);
    if (!began) return std::nullopt;
    session_data read{std::chrono::sys_seconds{std::chrono::seconds{*began}}};
    while (!bytes.empty()) {
        const auto name = take_text(bytes);
        const auto text = name ? take_text(bytes) : std::nullopt;
        const bool fits = text && read.bytes_ + name->size() + text->size() <= most_bytes &&
                          read.texts_.size() < most_names;
        if (!fits) return std::nullopt;
        read.set(*name, *text);
    }
    return read;
}

}  // namespace microfast::sessions
