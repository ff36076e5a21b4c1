#include <microfast/http/characters.hpp>
#include <microfast/http/content_disposition.hpp>
#include <microfast/http/header_name.hpp>
#include <microfast/http/media_type.hpp>
#include <microfast/http/multipart_parser.hpp>
#include <microfast/http/status.hpp>

#include <algorithm>
#include <utility>

namespace microfast::http {

namespace {

constexpr std::string_view line_end = "\r\n";
constexpr std::string_view transfer_encoding = "Content-Transfer-Encoding";

/// Source: RFC 2046, section 5.1.1 (bchars).
constexpr character_class boundary_characters = make_class("'()+_,-./:=? ");

/// How many bytes at the end of `text` may be the beginning of `delimiter`. That has a CR in the
/// first place only, so there is but one place where it may begin.
std::size_t beginning_at_end(std::string_view text, std::string_view delimiter) noexcept {
    const auto start = text.rfind('\r');
    if (start == text.npos) return 0;
    const auto beginning = text.substr(start);
    return delimiter.starts_with(beginning) ? beginning.size() : 0;
}

/// Codings that change nothing. Source: RFC 7578, section 4.7.
bool is_identity(std::string_view coding) noexcept {
    return equal_ignoring_case(coding, "7bit") || equal_ignoring_case(coding, "8bit") ||
           equal_ignoring_case(coding, "binary");
}

}  // namespace

multipart_parser::multipart_parser(std::string_view boundary, const multipart_limits& limits)
    : delimiter_{"\r\n--" + std::string(boundary)},
      limits_{limits} {}

multipart_event multipart_parser::next() {
    while (!rest_.empty()) {
        auto event = multipart_event::need_more;
        switch (state_) {
            case state::preamble: event = read_preamble(); break;
            case state::boundary_end:
            case state::boundary_lf:
            case state::last_dash: event = read_boundary_end(); break;
            case state::head: event = read_head(); break;
            case state::content: event = read_content(); break;
            case state::epilogue:
                if (!pass_over(std::exchange(rest_, {}).size())) {
                    event = reject(status::bad_request);
                }
                break;
            case state::rejected: return multipart_event::rejected;
        }
        if (event != multipart_event::need_more) return event;
    }
    return state_ == state::rejected ? multipart_event::rejected : multipart_event::need_more;
}

multipart_event multipart_parser::finish() {
    if (state_ == state::epilogue) return multipart_event::complete;
    return state_ == state::rejected ? multipart_event::rejected : reject(status::bad_request);
}

std::string_view multipart_parser::take_before_delimiter() noexcept {
    const std::string_view delimiter = delimiter_;
    if (matched_ > 0) {
        const auto wanted = delimiter.substr(matched_);
        const auto compared = std::min(wanted.size(), rest_.size());
        if (rest_.substr(0, compared) != wanted.substr(0, compared)) {
            // Bytes of the delimiter are all alike: its own stand for those that were read.
            const auto content = delimiter.substr(assumed_, matched_ - assumed_);
            matched_ = assumed_ = 0;
            return content;
        }
        rest_.remove_prefix(compared);
        matched_ += compared;
    } else if (const auto found = rest_.find(delimiter); found > 0) {
        const auto held = found == rest_.npos ? beginning_at_end(rest_, delimiter) : 0;
        const auto size = found == rest_.npos ? rest_.size() - held : found;
        const auto taken = rest_.substr(0, size);
        rest_.remove_prefix(size);
        if (size > 0) return taken;
        matched_ = rest_.size();
        rest_ = {};
    } else {
        rest_.remove_prefix(delimiter.size());
        matched_ = delimiter.size();
    }
    is_at_boundary_ = matched_ == delimiter.size();
    if (is_at_boundary_) matched_ = assumed_ = 0;
    return {};
}

multipart_event multipart_parser::read_preamble() {
    const auto passed = take_before_delimiter();
    if (!pass_over(passed.size())) return reject(status::bad_request);
    if (std::exchange(is_at_boundary_, false)) state_ = state::boundary_end;
    return multipart_event::need_more;
}

multipart_event multipart_parser::read_boundary_end() noexcept {
    const char byte = rest_.front();
    rest_.remove_prefix(1);
    if (state_ == state::boundary_end && is_white_space(byte)) {
        return pass_over(1) ? multipart_event::need_more : reject(status::bad_request);
    }
    if (state_ == state::boundary_end && byte == '\r') {
        state_ = state::boundary_lf;
    } else if (state_ == state::boundary_end && byte == '-') {
        state_ = state::last_dash;
    } else if (state_ == state::boundary_lf && byte == '\n') {
        head_.clear();
        state_ = state::head;
    } else if (state_ == state::last_dash && byte == '-') {
        state_ = state::epilogue;
    } else {
        return reject(status::bad_request);
    }
    return multipart_event::need_more;
}

multipart_event multipart_parser::read_head() {
    const auto newline = rest_.find('\n');
    const auto size = newline == rest_.npos ? rest_.size() : newline + 1;
    if (head_.size() + size > limits_.part_head.value) {
        return reject(status::request_header_fields_too_large);
    }
    head_.insert(head_.end(), rest_.begin(), rest_.begin() + static_cast<std::ptrdiff_t>(size));
    rest_.remove_prefix(size);
    const std::string_view head(head_.data(), head_.size());
    if (head != line_end && !head.ends_with("\r\n\r\n")) return multipart_event::need_more;
    return begin_part();
}

multipart_event multipart_parser::begin_part() {
    if (++parts_ > limits_.parts) return reject(status::content_too_large);
    part_ = {};
    bool is_named = false;
    std::size_t fields = 0;
    std::string_view lines(head_.data(), head_.size() - line_end.size());
    while (!lines.empty()) {
        const auto end = lines.find(line_end);
        if (++fields > limits_.part_headers) return reject(status::request_header_fields_too_large);
        if (const int refusal = read_field(lines.substr(0, end), is_named)) return reject(refusal);
        lines.remove_prefix(end + line_end.size());
    }
    if (!is_named) return reject(status::bad_request);
    content_left_ = (part_.is_file() ? limits_.file : limits_.field).value;
    matched_ = assumed_ = line_end.size();  // a part without content may be none at all
    state_ = state::content;
    return multipart_event::part_begin;
}

int multipart_parser::read_field(std::string_view line, bool& is_named) {
    const auto colon = std::min(line.find(':'), line.size());
    const auto name = line.substr(0, colon);
    const auto value = trimmed(line.substr(std::min(colon + 1, line.size())));
    const bool is_well_formed =
        colon < line.size() && is_token(name) && consists_of(value, value_characters);
    if (!is_well_formed) return status::bad_request;
    const auto known = to_header_name(name);
    if (known == header_name::content_disposition) {
        auto disposition = parse_content_disposition(value);
        const bool names_field = disposition && disposition->type == "form-data" &&
                                 disposition->name && !std::exchange(is_named, true);
        if (!names_field) return status::bad_request;
        part_.name = *std::move(disposition->name);
        part_.filename = std::move(disposition->filename);
    } else if (known == header_name::content_type) {
        part_.content_type = value;
    } else if (equal_ignoring_case(name, transfer_encoding) && !is_identity(value)) {
        return status::bad_request;
    }
    return 0;
}

multipart_event multipart_parser::read_content() {
    const auto content = take_before_delimiter();
    if (!content.empty()) return give(content);
    if (!std::exchange(is_at_boundary_, false)) return multipart_event::need_more;
    state_ = state::boundary_end;
    return multipart_event::part_end;
}

multipart_event multipart_parser::give(std::string_view content) noexcept {
    if (content.size() > content_left_) return reject(status::content_too_large);
    content_left_ -= content.size();
    data_ = content;
    return multipart_event::part_data;
}

multipart_event multipart_parser::reject(int status) noexcept {
    state_ = state::rejected;
    status_ = status;
    rest_ = {};
    return multipart_event::rejected;
}

/// Counts bytes that belong to no part. False past their limit.
bool multipart_parser::pass_over(std::size_t bytes) noexcept {
    outside_ += bytes;
    return outside_ <= limits_.outside_parts.value;
}

std::optional<std::string> multipart_boundary(std::string_view content_type) {
    constexpr std::size_t longest = 70;
    const auto type = parse_media_type(content_type);
    if (!type || !type->is("multipart/form-data")) return std::nullopt;
    auto boundary = type->parameter("boundary");
    const bool is_boundary = boundary && !boundary->empty() && boundary->size() <= longest &&
                             consists_of(*boundary, boundary_characters) && boundary->back() != ' ';
    return is_boundary ? std::move(boundary) : std::nullopt;
}

}  // namespace microfast::http
