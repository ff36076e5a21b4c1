#include <microfast/files/file_answer.hpp>
#include <microfast/http/byte_ranges.hpp>
#include <microfast/http/conditional.hpp>

#include <cstdint>
#include <random>
#include <span>

namespace microfast::files {

namespace {

using http::byte_range;

void describe(
    http::response& answer, const stored_file& file, const file_presentation& presentation
) {
    auto& fields = answer.headers;
    const auto append_unless_empty = [&](std::string_view name, std::string_view value) {
        if (!value.empty()) fields.append(name, value);
    };
    fields.append("Content-Type", presentation.content_type);
    append_unless_empty("Content-Encoding", presentation.coding);
    append_unless_empty("Content-Disposition", presentation.content_disposition);
    fields.append("ETag", file.entity_tag());
    fields.append("Last-Modified", file.last_modified());
    append_unless_empty("Cache-Control", presentation.cache_control);
    if (presentation.varies_by_coding) fields.append("Vary", "Accept-Encoding");
    fields.append("Accept-Ranges", "bytes");
    fields.append("X-Content-Type-Options", "nosniff");
}

/// Text that no file has in it by chance: 128 random bits.
std::string make_boundary() {
    constexpr std::string_view digits = "0123456789abcdef";
    std::random_device random;
    std::string boundary("part-");
    for (int word = 0; word < 4; ++word) {
        for (auto bits = random(), left = 8U; left > 0; --left, bits >>= 4U)
            boundary += digits[bits & 15U];
    }
    return boundary;
}

void answer_with_range(http::response& answer, const stored_file& file, byte_range range) {
    answer.status = http::status::partial_content;
    answer.headers.append("Content-Range", http::to_content_range(range, file.size()));
    file.append_to(answer.body, range);
}

void answer_with_parts(
    http::response& answer,
    const stored_file& file,
    std::string_view content_type,
    std::span<const byte_range> ranges
) {
    const auto boundary = make_boundary();
    answer.status = http::status::partial_content;
    answer.headers.set("Content-Type", "multipart/byteranges; boundary=" + boundary);
    for (const auto range : ranges) {
        answer.body += http::to_part_head(boundary, content_type, range, file.size());
        file.append_to(answer.body, range);
    }
    answer.body += http::to_parts_end(boundary);
}

void answer_beyond_end(http::response& answer, const stored_file& file) {
    answer.set_problem(http::status::range_not_satisfiable, {});
    answer.headers.append("Content-Range", http::to_unsatisfied_range(file.size()));
    answer.headers.append("Accept-Ranges", "bytes");
}

/// The ranges to answer with, none for the whole file.
http::range_selection select(
    const http::request& request, const stored_file& file, std::chrono::sys_seconds now
) {
    const auto field = request.header(http::header_name::range);
    const bool asks_for_part = field && request.method() == http::method::get &&
                               http::allows_ranges(request.headers(), file.state(), now);
    if (!asks_for_part) return {};
    const auto selected = http::select_ranges(*field, file.size());
    std::uint64_t sum = 0;
    for (const auto range : selected.ranges())
        sum += range.size;
    const bool is_too_much = selected.ranges().size() > 1 && sum > most_multipart_content.value;
    return is_too_much ? http::range_selection{} : selected;
}

}  // namespace

void answer_with_file(
    const http::request& request,
    http::response& answer,
    const stored_file& file,
    const file_presentation& presentation,
    std::chrono::sys_seconds now
) {
    describe(answer, file, presentation);
    switch (http::judge_preconditions(request.method(), request.headers(), file.state(), now)) {
        case http::precondition_verdict::proceed: break;
        case http::precondition_verdict::not_modified: return http::make_not_modified(answer);
        case http::precondition_verdict::failed:
            return answer.set_problem(http::status::precondition_failed, {});
    }
    const auto selected = select(request, file, now);
    const auto ranges = selected.ranges();
    switch (selected.outcome()) {
        case http::range_outcome::whole:
            if (file.size() > 0) file.append_to(answer.body, {0, file.size()});
            return;
        case http::range_outcome::unsatisfiable: return answer_beyond_end(answer, file);
        case http::range_outcome::partial:
            if (ranges.size() == 1) return answer_with_range(answer, file, ranges.front());
            return answer_with_parts(answer, file, presentation.content_type, ranges);
    }
}

}  // namespace microfast::files
