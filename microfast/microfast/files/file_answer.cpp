#include <microfast/files/file_answer.hpp>
#include <microfast/files/file_body.hpp>
#include <microfast/http/byte_ranges.hpp>
#include <microfast/http/conditional.hpp>

#include <memory>
#include <span>
#include <utility>
#include <vector>

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

using shared_file = std::shared_ptr<const stored_file>;

void put_content(http::response& answer, const shared_file& file, byte_range part) {
    if (file->content()) {
        if (part.size > 0) file->append_to(answer.body, part);
    } else {
        answer.source = std::make_unique<file_body>(file, part);
    }
}

void answer_with_range(http::response& answer, const shared_file& file, byte_range range) {
    answer.status = http::status::partial_content;
    answer.headers.append("Content-Range", http::to_content_range(range, file->size()));
    put_content(answer, file, range);
}

void answer_with_parts(
    http::response& answer,
    const shared_file& file,
    std::string_view content_type,
    std::span<const byte_range> ranges
) {
    auto parts = std::make_unique<parts_body>(
        file, content_type, std::vector<byte_range>(ranges.begin(), ranges.end())
    );
    answer.status = http::status::partial_content;
    answer.headers.set("Content-Type", "multipart/byteranges; boundary=" + parts->boundary());
    if (!file->content()) {
        answer.source = std::move(parts);
        return;
    }
    while (parts->append_next(answer.body)) {
    }
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
    return http::select_ranges(*field, file.size());
}

}  // namespace

void answer_with_file(
    const http::request& request,
    http::response& answer,
    const shared_file& file,
    const file_presentation& presentation,
    std::chrono::sys_seconds now
) {
    describe(answer, *file, presentation);
    switch (http::judge_preconditions(request.method(), request.headers(), file->state(), now)) {
        case http::precondition_verdict::proceed: break;
        case http::precondition_verdict::not_modified: return http::make_not_modified(answer);
        case http::precondition_verdict::failed:
            return answer.set_problem(http::status::precondition_failed, {});
    }
    const auto selected = select(request, *file, now);
    const auto ranges = selected.ranges();
    switch (selected.outcome()) {
        case http::range_outcome::whole: return put_content(answer, file, {0, file->size()});
        case http::range_outcome::unsatisfiable: return answer_beyond_end(answer, *file);
        case http::range_outcome::partial:
            if (ranges.size() == 1) return answer_with_range(answer, file, ranges.front());
            return answer_with_parts(answer, file, presentation.content_type, ranges);
    }
}

}  // namespace microfast::files
