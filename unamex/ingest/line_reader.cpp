#include <ingest/line_reader.hpp>

#include <algorithm>
#include <cstring>

namespace unamex::ingest {

namespace {

constexpr std::size_t buffer_size = 256 * 1024;
constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

}  // namespace

line_reader::line_reader(input_file& file) : file_(file), buffer_(buffer_size) {
    while (end_ < byte_order_mark.size() && fill()) {
    }
    if (std::string_view{buffer_.data(), end_}.starts_with(byte_order_mark)) {
        begin_ = byte_order_mark.size();
    }
}

bool line_reader::read(line& next) {
    std::size_t searched = 0;
    for (;;) {
        const char* text = buffer_.data() + begin_;
        const auto size = end_ - begin_;
        if (const void* found = std::memchr(text + searched, '\n', size - searched)) {
            next = take(static_cast<std::size_t>(static_cast<const char*>(found) - text));
            ++begin_;
            return true;
        }
        searched = size;
        if (searched > longest + 1) {  // one more for the `\r` of `\r\n`
            skip_to_line_end();
            next = {.number = ++lines_, .text = {}, .is_too_long = true};
            return true;
        }
        if (!fill()) {
            if (size == 0) return false;
            next = take(size);
            return true;
        }
    }
}

line line_reader::take(std::size_t size) {
    std::string_view text{buffer_.data() + begin_, size};
    begin_ += size;
    if (text.ends_with('\r')) text.remove_suffix(1);
    const bool is_too_long = text.size() > longest;
    if (is_too_long) text = {};
    return {.number = ++lines_, .text = text, .is_too_long = is_too_long};
}

void line_reader::skip_to_line_end() {
    do {
        const auto* begin = buffer_.data() + begin_;
        const auto* end = buffer_.data() + end_;
        const auto* found = std::find(begin, end, '\n');
        begin_ += static_cast<std::size_t>(found - begin);
        if (found != end) {
            ++begin_;
            return;
        }
    } while (fill());
}

bool line_reader::fill() {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    const auto got = file_.read(std::span{buffer_}.subspan(end_));
    end_ += got;
    return got > 0;
}

}  // namespace unamex::ingest
