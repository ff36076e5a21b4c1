#include <microfast/containers/per_thread.hpp>
#include <microfast/files/file_answer.hpp>
#include <microfast/files/static_files.hpp>
#include <microfast/http/negotiation.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace microfast::files {

namespace {

using http::header_name;
using http::method;

file_clock read_clocks() {
    const auto date = std::chrono::system_clock::now();
    return {std::chrono::floor<std::chrono::seconds>(date), std::chrono::steady_clock::now()};
}

/// The value of the tail parameter as it is for routing, with escaped slashes told apart.
std::string_view routing_part(const http::request& request, std::string_view decoded) noexcept {
    if (decoded.empty()) return decoded;
    const auto& head = request.head();
    const auto start = static_cast<std::size_t>(decoded.data() - head.path.data());
    return head.routing_path.substr(start, decoded.size());
}

/// The last segment of the target, as sent, and the query: where "name" means "name/".
std::string to_directory_reference(std::string_view target) {
    const auto query = std::min(target.find('?'), target.size());
    const auto path = target.substr(0, query);
    // Relative, so that nothing before us that rewrites paths is in the way; with "./", so that no
    // segment is read as a host or a scheme.
    std::string reference("./");
    reference.append(path.substr(path.rfind('/') + 1)).append("/").append(target.substr(query));
    return reference;
}

bool has_extension(std::string_view path) noexcept {
    const auto name = path.substr(path.rfind('/') + 1);
    return name.find('.') != name.npos;
}

}  // namespace

class static_files::service {
public:
    explicit service(static_file_options options)
        : options_{std::move(options)},
          root_{options_.directory, options_.symlinks, options_.walker},
          caches_{[this] { return std::make_unique<file_cache>(root_, options_.cache); }} {}

    void answer(http::request& request, http::response& answer, const file_clock& clock) const {
        if (request.method() != method::get && request.method() != method::head) {
            answer.set_problem(http::status::method_not_allowed, {});
            return answer.headers.append("Allow", "GET, HEAD");
        }
        const auto path = request.parameter(options_.parameter);
        const bool is_found = is_file_path(routing_part(request, path), options_.hidden) &&
                              answer_at(path, request, answer, clock);
        if (!is_found && !answer_fallback(path, request, answer, clock)) {
            answer.set_problem(http::status::not_found, {});
        }
    }

private:
    bool answer_at(
        std::string_view path,
        const http::request& request,
        http::response& answer,
        const file_clock& clock
    ) const {
        if (path.empty() || path.ends_with('/')) {
            if (options_.index.empty()) return false;
            return send(std::string(path) + options_.index, request, answer, clock);
        }
        if (send(path, request, answer, clock)) return true;
        return redirect_to_directory(path, request, answer);
    }

    /// False if there is no file at the path.
    bool send(
        std::string_view path,
        const http::request& request,
        http::response& answer,
        const file_clock& clock
    ) const {
        const auto found = caches_.local().find(path, clock.now);
        if (found.outcome != lookup_outcome::file) return false;
        const auto& [plain, siblings] = *found.file;
        file_presentation presentation{.content_type = options_.types.of(path)};
        presentation.varies_by_coding = found.file->has_siblings();
        const bool is_document = presentation.content_type.starts_with("text/html");
        presentation.cache_control =
            is_document ? options_.document_cache_control : options_.cache_control;
        const auto* sent = &plain;
        if (const auto chosen = choose_sibling(request, *found.file)) {
            sent = &siblings[*chosen];
            presentation.coding = sibling_kinds[*chosen].coding;
        }
        answer_with_file(request, answer, *sent, presentation, clock.date);
        return true;
    }

    static std::optional<std::size_t> choose_sibling(
        const http::request& request, const file_variants& file
    ) {
        std::array<std::string_view, sibling_kinds.size()> offered;
        std::size_t count = 0;
        for (std::size_t i = 0; i < sibling_kinds.size(); ++i) {
            if (file.siblings[i] != nullptr) offered[count++] = sibling_kinds[i].coding;
        }
        if (count == 0) return std::nullopt;
        const auto accepted = request.header(header_name::accept_encoding);
        const auto chosen = http::choose_coding(accepted, {offered.data(), count});
        for (std::size_t i = 0; i < sibling_kinds.size(); ++i) {
            if (chosen == sibling_kinds[i].coding) return i;
        }
        return std::nullopt;
    }

    bool redirect_to_directory(
        std::string_view path, const http::request& request, http::response& answer
    ) const {
        if (options_.index.empty()) return false;
        const auto index = root_.open(std::string(path) + '/' + options_.index);
        if (!index || index->status.kind != file_kind::regular) return false;
        answer.status = http::status::permanent_redirect;
        answer.headers.append("Location", to_directory_reference(request.target()));
        return true;
    }

    bool answer_fallback(
        std::string_view path,
        const http::request& request,
        http::response& answer,
        const file_clock& clock
    ) const {
        if (options_.fallback.empty() || has_extension(path)) return false;
        return send(options_.fallback, request, answer, clock);
    }

    static_file_options options_;
    directory_root root_;
    containers::per_thread<file_cache> caches_;
};

static_files::static_files(static_file_options options)
    : service_{std::make_shared<const service>(std::move(options))} {}

static_files::static_files(const std::string& directory)
    : static_files(static_file_options{.directory = directory}) {}

void static_files::answer(http::request& request, http::response& answer, const file_clock& clock)
    const {
    service_->answer(request, answer, clock);
}

http::response static_files::operator()(http::request& request) const {
    http::response made;
    service_->answer(request, made, read_clocks());
    return made;
}

http::handler static_files::to_handler() const {
    http::handler made;
    made.callable = service_;
    made.plain = [](const void* callable, http::request& request, http::response& answer) {
        static_cast<const service*>(callable)->answer(request, answer, read_clocks());
    };
    return made;
}

}  // namespace microfast::files
