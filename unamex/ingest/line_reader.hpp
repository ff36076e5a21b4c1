/// @file
/// A file of names, line by line, in bounded memory.
#pragma once

#include <ingest/input_file.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace unamex::ingest {

struct line {
    std::uint64_t number = 0;  ///< from 1
    std::string_view text;     ///< without its end (`\n` or `\r\n`); empty when it is too long
    bool is_too_long = false;
};

/// Cuts a file into lines. A line of more than `longest` bytes is skipped and reported, never held
/// whole. A byte order mark at the start is dropped; the last line needs no end.
///
/// Thread safety: none. Errors: those of the file. Lifetime: the file outlives the reader.
class line_reader {
public:
    static constexpr std::size_t longest = 1024;

    explicit line_reader(input_file& file);

    /// The next line into `next`, whose text is good until the following call. Returns false at the
    /// end.
    bool read(line& next);

private:
    bool fill(
    );  // moves what is left to the front and reads behind it; false at the end of the file
    line take(std::size_t size);
    void skip_to_line_end();

    input_file& file_;
    std::vector<char> buffer_;  // longer than any line that is handed out
    std::size_t begin_ = 0;     // [begin_, end_) has been read and not yet handed out
    std::size_t end_ = 0;
    std::uint64_t lines_ = 0;
};

}  // namespace unamex::ingest
