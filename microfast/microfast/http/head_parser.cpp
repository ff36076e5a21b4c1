#include <microfast/http/characters.hpp>
#include <microfast/http/head_parser.hpp>
#include <microfast/http/head_rules.hpp>
#include <microfast/http/request_target.hpp>
#include <microfast/http/status.hpp>

#include <llhttp.h>

#include <algorithm>

namespace microfast::http {

namespace {

constexpr std::string_view version_form = " HTTP/1.1";
constexpr std::size_t longest_method = 31;

/// Where the empty line that ends the head begins, looking no further back than `from`. Jumps: only
/// every fourth byte is looked at as long as it is neither CR nor LF.
std::size_t find_head_end(std::string_view bytes, std::size_t from) noexcept {
    for (std::size_t last = from + 3; last < bytes.size();) {
        if (bytes[last] == '\r') {
            ++last;
        } else if (bytes[last] != '\n') {
            last += 4;
        } else if (bytes.substr(last - 3, 3) == "\r\n\r") {
            return last - 3;
        } else {
            last += 2;
        }
    }
    return bytes.npos;
}

/// Reads method, target and version. Returns 0, or the status to refuse the line with.
int read_request_line(std::string_view line, const http_limits& limits, request_head& head) {
    const auto method_end = line.find(' ');
    if (method_end == line.npos || line.size() < method_end + 1 + version_form.size())
        return status::bad_request;
    const auto version = line.substr(line.size() - version_form.size());
    const auto is_digit = [](char byte) { return byte >= '0' && byte <= '9'; };
    if (!version.starts_with(" HTTP/") || !is_digit(version[6]) || version[7] != '.' ||
        !is_digit(version[8])) {
        return status::bad_request;
    }
    if (version[6] != '1' || version[8] > '1') return status::http_version_not_supported;
    head.version = version[8] == '1' ? http_version::http_1_1 : http_version::http_1_0;

    head.target = line.substr(method_end + 1, line.size() - version_form.size() - method_end - 1);
    if (head.target.size() > limits.target.value) return status::uri_too_long;
    const auto method = line.substr(0, method_end);
    head.method = to_method(method);
    if (head.method == method::unknown) {
        return is_token(method) && method.size() <= longest_method ? status::not_implemented
                                                                   : status::bad_request;
    }
    return head.target.empty() ? status::bad_request : read_target(head);
}

/// Takes the fields of one head from llhttp.
///
/// llhttp reports where names and values are. What lies between them it skips generously, so that
/// is checked here: each line must be name, colon, white space, value, white space, CRLF, and
/// nothing else.
class field_reader {
public:
    field_reader(request_head& head, std::size_t field_limit) noexcept
        : head_(head),
          field_limit_(field_limit) {}

    /// Reads the head in `text`, the first of whose lines has been read. Returns 0 or a status.
    int read(std::string_view text, std::size_t request_line_size);

private:
    static field_reader& of(llhttp_t* parser) noexcept {
        return *static_cast<field_reader*>(parser->data);
    }
    static llhttp_settings_t make_settings() noexcept;

    int on_name(const char* name, std::size_t size);
    int on_value(const char* value, std::size_t size) noexcept;
    int on_end();
    bool finish_line(const char* next_line);

    request_head& head_;
    std::size_t field_limit_;
    const char* next_line_ = nullptr;  // where the next name must begin
    const char* end_ = nullptr;        // of the head
    std::string_view name_;
    std::string_view value_;
    bool has_value_ = false;  // of the current line
    bool complete_ = false;
    int refusal_ = status::bad_request;
};

llhttp_settings_t field_reader::make_settings() noexcept {
    llhttp_settings_t settings;
    llhttp_settings_init(&settings);
    settings.on_header_field = [](llhttp_t* parser, const char* at, std::size_t size) {
        return of(parser).on_name(at, size);
    };
    settings.on_header_value = [](llhttp_t* parser, const char* at, std::size_t size) {
        return of(parser).on_value(at, size);
    };
    settings.on_headers_complete = [](llhttp_t* parser) { return of(parser).on_end(); };
    return settings;
}

int field_reader::read(std::string_view text, std::size_t request_line_size) {
    static const llhttp_settings_t settings = make_settings();
    next_line_ = text.data() + request_line_size + 2;
    end_ = text.data() + text.size();
    llhttp_t parser;
    llhttp_init(&parser, HTTP_REQUEST, &settings);
    parser.data = this;
    llhttp_execute(&parser, text.data(), text.size());
    return complete_ ? 0 : refusal_;
}

int field_reader::on_name(const char* name, std::size_t size) {
    if (!finish_line(name)) return HPE_USER;
    name_ = {name, size};
    value_ = {};
    has_value_ = false;
    if (head_.headers.size() < field_limit_) return HPE_OK;
    refusal_ = status::request_header_fields_too_large;
    return HPE_USER;
}

int field_reader::on_value(const char* value, std::size_t size) noexcept {
    if (has_value_) return HPE_USER;  // a second part: a folded line
    value_ = {value, size};
    has_value_ = true;
    return HPE_OK;
}

int field_reader::on_end() {
    complete_ = finish_line(end_ - 2) && next_line_ == end_ - 2;
    return HPE_PAUSED;  // the body is none of llhttp's business
}

bool field_reader::finish_line(const char* next_line) {
    if (name_.data() == nullptr) return next_line == next_line_;
    const char* at = name_.data() + name_.size();
    if (name_.empty() || name_.data() != next_line_ || *at++ != ':') return false;
    while (is_white_space(*at))
        ++at;
    if (!value_.empty() && value_.data() != at) return false;
    at += value_.size();
    while (is_white_space(*at))
        ++at;
    if (at[0] != '\r' || at[1] != '\n' || at + 2 != next_line) return false;
    head_.headers.add(name_, trimmed(value_));
    next_line_ = next_line;
    return true;
}

head_result refused(int status) noexcept {
    return {parse_progress::rejected, status, 0};
}

/// Is there already something in an unfinished head that makes the rest pointless to wait for?
head_result judge_unfinished(
    std::string_view text, std::size_t scanned, const http_limits& limits
) noexcept {
    if (text.empty() || text == "\r") return {};
    const auto method_end = text.substr(0, longest_method + 1).find(' ');
    const bool has_method = method_end != text.npos;
    if (!is_token(text.substr(0, std::min(method_end, longest_method))))
        return refused(status::bad_request);
    if (!has_method && text.size() > longest_method) return refused(status::bad_request);
    for (auto lf = text.find('\n', scanned); lf != text.npos; lf = text.find('\n', lf + 1)) {
        if (text[lf - 1] != '\r') return refused(status::bad_request);
    }
    const auto longest_line = longest_method + 1 + limits.target.value + version_form.size();
    if (text.size() > longest_line && text.substr(0, longest_line + 1).find('\r') == text.npos) {
        return refused(status::uri_too_long);
    }
    if (text.size() > limits.head.value) return refused(status::request_header_fields_too_large);
    return {};
}

}  // namespace

head_result parse_head(
    std::string_view bytes, std::size_t& scanned, const http_limits& limits, request_head& head
) {
    auto text = bytes;
    while (text.starts_with("\r\n"))
        text.remove_prefix(2);
    const auto skipped = bytes.size() - text.size();
    const auto already_seen = std::max(scanned, skipped) - skipped;
    const auto fields_end = find_head_end(text, already_seen < 3 ? 0 : already_seen - 3);
    if (fields_end == text.npos) {
        scanned = bytes.size();
        return judge_unfinished(text, already_seen, limits);
    }
    scanned = 0;
    text = text.substr(0, fields_end + 4);
    const auto request_line = text.substr(0, text.find('\r'));
    if (const int refusal = read_request_line(request_line, limits, head)) return refused(refusal);
    if (text.size() > limits.head.value) return refused(status::request_header_fields_too_large);
    field_reader reader(head, limits.headers);
    if (const int refusal = reader.read(text, request_line.size())) return refused(refusal);
    if (const int refusal = apply_head_rules(head)) return refused(refusal);
    return {parse_progress::complete, 0, skipped + text.size()};
}

}  // namespace microfast::http
