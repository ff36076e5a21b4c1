#include <microfast/core/error.hpp>
#include <microfast/http/request_context.hpp>
#include <microfast/middleware/make_middleware.hpp>
#include <microfast/middleware/random_bits.hpp>
#include <microfast/middleware/tracing.hpp>

#include <utility>

namespace microfast::middleware {

namespace {

class tracing_layer {
public:
    struct note {
        std::uint64_t parent;
        std::chrono::steady_clock::time_point start;
    };

    explicit tracing_layer(tracing_options options) : options_(std::move(options)) {
        if (options_.sink == nullptr) throw error("tracing: spans need a sink");
        if (options_.one_in == 0) throw error("tracing: one in 0 traces is none");
    }

    [[nodiscard]] http::verdict before(note& kept, http::request& request, http::response&) const {
        const auto field = request.header("traceparent");
        const auto parent = field ? parse_traceparent(*field) : std::nullopt;
        kept.parent = parent ? parent->span : 0;
        kept.start = options_.now();
        const auto begun = [&] { return begin_trace(random_bits() % options_.one_in == 0); };
        request.context().set(parent ? next_step(*parent) : begun());
        return http::verdict::proceed;
    }

    void after(note& kept, http::request& request, http::response& answer) const {
        const auto& context = *trace_of(request);
        if (!context.is_sampled) return;
        const std::chrono::nanoseconds duration = options_.now() - kept.start;
        const auto ago = std::chrono::duration_cast<std::chrono::system_clock::duration>(duration);
        options_.sink->record(
            {.context = context,
             .parent = kept.parent,
             .method = request.method(),
             .route = request.route_pattern(),
             .target = request.target(),
             .status = answer.status,
             .start = options_.date() - ago,
             .duration = duration}
        );
    }

private:
    tracing_options options_;
};

}  // namespace

http::middleware tracing(tracing_options options) {
    return make_middleware(tracing_layer(std::move(options)));
}

const trace_context* trace_of(const http::request& request) noexcept {
    const auto* context = request.find_context();
    return context == nullptr ? nullptr : context->find<trace_context>();
}

}  // namespace microfast::middleware
