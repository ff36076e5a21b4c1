#include <microfast/binding/form_content.hpp>
#include <microfast/http/media_type.hpp>
#include <microfast/http/multipart_parser.hpp>
#include <microfast/http/status.hpp>
#include <microfast/http/urlencoded.hpp>

namespace microfast::binding {

form_status form_content::read(const http::request& request) {
    const auto sent = request.header(http::header_name::content_type);
    const auto type = sent ? http::parse_media_type(*sent) : std::nullopt;
    if (!type) return form_status::unsupported;
    if (type->is("application/x-www-form-urlencoded")) return read_urlencoded(request.body());
    if (type->is("multipart/form-data")) return read_multipart(*sent, request.body());
    return form_status::unsupported;
}

form_status form_content::read_urlencoded(std::string_view body) {
    http::urlencoded_fields pairs;
    switch (pairs.parse(body)) {
        case http::urlencoded_result::complete: break;
        case http::urlencoded_result::malformed: return form_status::malformed;
        case http::urlencoded_result::too_many_pairs: return form_status::too_large;
    }
    for (const auto& [name, value] : pairs)
        fields_.push_back({std::string(name), std::string(value)});
    return form_status::complete;
}

form_status form_content::read_multipart(std::string_view type, std::string_view body) {
    const auto boundary = http::multipart_boundary(type);
    if (!boundary) return form_status::malformed;
    http::multipart_parser parser{*boundary};
    parser.feed(body);
    std::string content;
    for (bool is_fed = true;;) {
        const auto event = is_fed ? parser.next() : parser.finish();
        switch (event) {
            case http::multipart_event::need_more: is_fed = false; break;
            case http::multipart_event::part_begin: content.clear(); break;
            case http::multipart_event::part_data: content += parser.data(); break;
            case http::multipart_event::part_end: {
                const auto& part = parser.part();
                if (part.is_file()) {
                    files_.push_back(
                        {part.name, {*part.filename, part.content_type, std::move(content)}}
                    );
                } else {
                    fields_.push_back({part.name, std::move(content)});
                }
                content = {};
                break;
            }
            case http::multipart_event::complete: return form_status::complete;
            case http::multipart_event::rejected:
                return parser.status() == http::status::bad_request ? form_status::malformed
                                                                    : form_status::too_large;
        }
    }
}

}  // namespace microfast::binding
