/// @file
/// Finds where answers end, cheaply enough not to measure itself.
#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace load {

enum class answer_status : std::uint8_t {
    complete,
    incomplete,  ///< more bytes are needed
    failed,      ///< not 2xx, or neither a length nor chunks tell where it ends
};

/// Servers answer the same request with the same head but for the date, so the place and the value
/// of Content-Length are looked up once and only compared afterwards.
class answer_reader {
public:
    /// Looks at the first answer in `bytes`; if it is complete `size()` is its size.
    [[nodiscard]] answer_status read(std::string_view bytes) {
        if (matches_last(bytes)) {
            size_ = head_size_ + body_size_;
            return bytes.size() < size_ ? answer_status::incomplete : answer_status::complete;
        }
        return read_anew(bytes);
    }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }

private:
    bool matches_last(std::string_view bytes) const noexcept {
        return head_size_ != 0 && bytes.size() >= head_size_ &&
               bytes.substr(0, status_line_.size()) == status_line_ &&
               bytes.substr(length_at_, length_line_.size()) == length_line_ &&
               bytes.substr(head_size_ - 4, 4) == "\r\n\r\n";
    }

    answer_status read_anew(std::string_view bytes) {
        const auto end = bytes.find("\r\n\r\n");
        if (end == std::string_view::npos) return answer_status::incomplete;
        if (bytes.size() < 10 || bytes[9] != '2') return answer_status::failed;
        const auto head = bytes.substr(0, end + 4);
        const auto at = find_field(head, "content-length:");
        if (at == std::string_view::npos) return read_chunks(bytes, head);
        length_at_ = at;
        length_line_ = head.substr(at, head.find('\n', at) - at);
        auto digits = std::string_view(length_line_).substr(sizeof "content-length:" - 1);
        digits.remove_prefix(digits.find_first_not_of(' '));
        std::from_chars(digits.data(), digits.data() + digits.size(), body_size_);
        status_line_ = head.substr(0, 12);
        head_size_ = head.size();
        size_ = head_size_ + body_size_;
        return bytes.size() < size_ ? answer_status::incomplete : answer_status::complete;
    }

    /// Good enough for answers without trailers.
    answer_status read_chunks(std::string_view bytes, std::string_view head) {
        if (find_field(head, "transfer-encoding:") == std::string_view::npos) {
            return answer_status::failed;
        }
        auto at = head.size();
        for (;;) {
            std::size_t chunk = 0;
            const auto line_end = bytes.find("\r\n", at);
            if (line_end == std::string_view::npos) return answer_status::incomplete;
            std::from_chars(bytes.data() + at, bytes.data() + line_end, chunk, 16);
            at = line_end + 2 + chunk + 2;
            if (at > bytes.size()) return answer_status::incomplete;
            if (chunk == 0) break;
        }
        size_ = at;
        return answer_status::complete;
    }

    /// `name` is in lower case and ends with a colon. Where its line starts.
    static std::size_t find_field(std::string_view head, std::string_view name) noexcept {
        for (auto at = head.find('\n'); at + 1 + name.size() < head.size();
             at = head.find('\n', at + 1)) {
            std::size_t same = 0;
            while (same < name.size() && static_cast<char>(head[at + 1 + same] | 0x20) ==
                                             static_cast<char>(name[same] | 0x20)) {
                ++same;
            }
            if (same == name.size()) return at + 1;
        }
        return std::string_view::npos;
    }

    std::size_t size_ = 0;
    std::size_t head_size_ = 0;
    std::size_t body_size_ = 0;
    std::size_t length_at_ = 0;
    std::string length_line_;
    std::string status_line_;
};

}  // namespace load
