#include <microfast/http/characters.hpp>
#include <microfast/http/llhttp_fields.hpp>
#include <microfast/http/status.hpp>

#include <llhttp.h>

namespace microfast::http {

namespace {

constexpr std::string_view line_end = "\r\n";

class field_reader {
public:
    field_reader(std::string_view lines, std::size_t limit, header_fields& fields) noexcept
        : fields_(fields),
          limit_(limit),
          line_(lines.data()),
          end_(lines.data() + lines.size() - line_end.size()) {}

    int read(std::string_view head);

private:
    static field_reader& of(llhttp_t* parser) noexcept {
        return *static_cast<field_reader*>(parser->data);
    }
    static llhttp_settings_t make_settings() noexcept;

    int on_name(const char* name, std::size_t size);
    int on_end();
    bool finish_line(const char* next_line);

    header_fields& fields_;
    std::size_t limit_;
    const char* line_;       // where the line that is being read begins
    const char* end_;        // where the empty line must
    std::string_view name_;  // of that line, empty before the first
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

int field_reader::read(std::string_view head) {
    static const llhttp_settings_t settings = make_settings();
    llhttp_t parser;
    llhttp_init(&parser, HTTP_REQUEST, &settings);
    parser.data = this;
    llhttp_execute(&parser, head.data(), head.size());
    return complete_ ? 0 : refusal_;
}

int field_reader::on_name(const char* name, std::size_t size) {
    if (size == 0 || !finish_line(name)) return HPE_USER;
    name_ = {name, size};
    if (fields_.size() < limit_) return HPE_OK;
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
    fields_.add(name_, trimmed(rest.substr(0, value_size)));
    line_ = next_line;
    return true;
}

}  // namespace

int read_fields_with_llhttp(
    std::string_view head, std::string_view lines, std::size_t limit, header_fields& fields
) {
    field_reader reader(lines, limit, fields);
    return reader.read(head);
}

}  // namespace microfast::http
