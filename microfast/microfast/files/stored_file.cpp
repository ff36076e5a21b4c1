#include <microfast/core/error.hpp>
#include <microfast/files/stored_file.hpp>
#include <microfast/http/date.hpp>

#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <system_error>
#include <utility>

namespace microfast::files {

namespace {

constexpr std::size_t bookkeeping = 512;  // of an entry: tags, dates, the nodes that hold it

std::string in_hex(std::uint64_t number) {
    std::array<char, 16> digits;
    const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), number, 16);
    return {digits.data(), written.ptr};
}

std::string make_tag(const file_status& status, std::string_view variant) {
    const auto time = static_cast<std::uint64_t>(status.modified.time_since_epoch().count());
    std::string tag = "\"" + in_hex(time) + '-' + in_hex(status.size);
    if (!variant.empty()) tag.append("-").append(variant);
    return tag + '"';
}

std::chrono::sys_seconds to_seconds(file_time time) {
    return std::chrono::floor<std::chrono::seconds>(time);
}

}  // namespace

stored_file::stored_file(
    opened_file opened, std::string_view variant, std::size_t largest_in_memory
)
    : status_{opened.status},
      descriptor_{std::move(opened.descriptor)},
      entity_tag_{make_tag(status_, variant)},
      last_modified_{http::to_http_date(to_seconds(status_.modified))},
      cost_{bookkeeping + largest_in_memory} {
    if (status_.size > largest_in_memory) return;
    std::string content;
    if (status_.size > 0) append_to(content, {0, status_.size});
    content_ = std::move(content);
    descriptor_.close();
    cost_ = bookkeeping + content_->size();
}

http::representation_state stored_file::state() const noexcept {
    return {.tag = http::entity_tag{entity_tag_}, .last_modified = to_seconds(status_.modified)};
}

void stored_file::append_to(std::string& text, http::byte_range part) const {
    const auto size = static_cast<std::size_t>(part.size);
    if (content_) {
        text.append(*content_, static_cast<std::size_t>(part.first), size);
        return;
    }
    const auto start = text.size();
    text.resize(start + size);
    for (std::size_t done = 0; done < size;) {
        const auto at = static_cast<off_t>(part.first + done);
        const auto read =
            ::pread(descriptor_.number(), text.data() + start + done, size - done, at);
        if (read < 0 && errno == EINTR) continue;
        if (read < 0) throw std::system_error{errno, std::generic_category(), "pread"};
        if (read == 0) throw error("a file became shorter while it was being sent");
        done += static_cast<std::size_t>(read);
    }
}

}  // namespace microfast::files
