#include <microfast/files/file_body.hpp>

#include <algorithm>
#include <random>
#include <utility>

namespace microfast::files {

namespace {

constexpr std::uint64_t piece = 64 * 1024;

std::string make_boundary() {
    constexpr std::string_view digits = "0123456789abcdef";
    constexpr int words = 4;
    std::random_device random;
    std::string boundary("part-");
    for (int word = 0; word < words; ++word) {
        auto bits = random();
        for (int digit = 0; digit < 8; ++digit, bits >>= 4U)
            boundary += digits[bits & 15U];
    }
    return boundary;
}

}  // namespace

file_body::file_body(std::shared_ptr<const stored_file> file, http::byte_range part)
    : file_{std::move(file)},
      range_{file_->descriptor(), part.first, part.size} {}

task<bool> file_body::read(std::string& into) {
    const auto size = std::min(range_.size - done_, piece);
    if (size > 0) file_->append_to(into, {range_.offset + done_, size});
    done_ += size;
    co_return done_ < range_.size;
}

parts_body::parts_body(
    std::shared_ptr<const stored_file> file,
    std::string_view content_type,
    std::vector<http::byte_range> parts
)
    : file_{std::move(file)},
      content_type_{content_type},
      boundary_{make_boundary()},
      parts_{std::move(parts)} {}

task<bool> parts_body::read(std::string& into) {
    co_return append_next(into);
}

bool parts_body::append_next(std::string& into) {
    if (part_ == parts_.size()) return false;
    const auto part = parts_[part_];
    if (done_ == 0) into += head_of(part);
    const auto size = std::min(part.size - done_, piece);
    file_->append_to(into, {part.first + done_, size});
    done_ += size;
    if (done_ < part.size) return true;
    done_ = 0;
    if (++part_ < parts_.size()) return true;
    into += http::to_parts_end(boundary_);
    return false;
}

std::optional<std::uint64_t> parts_body::size() const {
    std::uint64_t sum = http::to_parts_end(boundary_).size();
    for (const auto part : parts_)
        sum += head_of(part).size() + part.size;
    return sum;
}

std::string parts_body::head_of(http::byte_range part) const {
    return http::to_part_head(boundary_, content_type_, part, file_->size());
}

}  // namespace microfast::files
