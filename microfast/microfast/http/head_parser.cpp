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
constexpr std::string_view line_end = "\r\n";
constexpr std::size_t longest_method = 31;

/// Where the empty line that ends the head begins, looking no further back than `from`.
std::size_t find_head_end(std::string_view bytes, std::size_t from) noexcept {
    for (auto lf = bytes.find('\n', from); lf != bytes.npos; lf = bytes.find('\n', lf + 1)) {
        const bool ends = bytes.size() - lf > 2 && bytes[lf + 1] == '\r' && bytes[lf + 2] == '\n';
        if (ends && lf > 0 && bytes[lf - 1] == '\r') return lf - 1;
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
/// llhttp reports where names are and which bytes values may have. How a line is put together it
/// judges generously, so that is checked here: each is name, colon, value, CRLF, and nothing else.
class field_reader {
public:
    field_reader(request_head& head, std::size_t field_limit) noexcept
        : head_(head),
          field_limit_(field_limit) {}

    /// Reads the head in `text` behind its request line. Returns 0, or the status to refuse it
    /// with.
    int read(std::string_view text, std::size_t request_line_size);

private:
    static field_reader& of(llhttp_t* parser) noexcept {
        return *static_cast<field_reader*>(parser->data);
    }
    static llhttp_settings_t make_settings() noexcept;

    int on_name(const char* name, std::size_t size);
    int on_end();
    bool finish_line(const char* next_line);

    request_head& head_;
    std::size_t field_limit_;
    const char* line_ = nullptr;  // where the next line must begin
    const char* end_ = nullptr;   // where the empty line must
    std::string_view name_;       // of the line that is being read, empty before the first
    bool complete_ = false;
    int refusal_ = status::bad_request;
};

llhttp_settings_t field_reader::make_settings() noexcept {
    llhttp_settings_t settings;
    llhttp_settings_init(&settings);
    settings.on_header_field = [](llhttp_t* parser, const char* at, std::size_t size) {
        return of(parser).on_name(at, size);
    };
    settings.on_headers_complete = [](llhttp_t* parser) { return of(parser).on_end(); };
    return settings;
}

int field_reader::read(std::string_view text, std::size_t request_line_size) {
    static const llhttp_settings_t settings = make_settings();
    line_ = text.data() + request_line_size + line_end.size();
    end_ = text.data() + text.size() - line_end.size();
    llhttp_t parser;
    llhttp_init(&parser, HTTP_REQUEST, &settings);
    parser.data = this;
    llhttp_execute(&parser, text.data(), text.size());
    return complete_ ? 0 : refusal_;
}

int field_reader::on_name(const char* name, std::size_t size) {
    if (size == 0 || !finish_line(name)) return HPE_USER;
    name_ = {name, size};
    if (head_.headers.size() < field_limit_) return HPE_OK;
    refusal_ = status::request_header_fields_too_large;
    return HPE_USER;
}

int field_reader::on_end() {
    complete_ = finish_line(end_);
    return HPE_PAUSED;  // the body is none of llhttp's business
}

/// The line of `name_`, or the request line, must end where the next one begins.
bool field_reader::finish_line(const char* next_line) {
    if (name_.empty()) return next_line == line_;
    const char* const colon = name_.data() + name_.size();
    if (name_.data() != line_ || *colon != ':' || next_line - colon <= 2) return false;
    // A CR before the end is a folded line: whoever reads this head next may see two fields in it.
    const std::string_view rest(colon + 1, static_cast<std::size_t>(next_line - colon - 1));
    const auto value_size = rest.size() - line_end.size();
    if (rest.find('\r') != value_size || rest.back() != '\n') return false;
    head_.headers.add(name_, trimmed(rest.substr(0, value_size)));
    line_ = next_line;
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
