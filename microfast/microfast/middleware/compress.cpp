#include <microfast/core/error.hpp>
#include <microfast/http/characters.hpp>
#include <microfast/http/negotiation.hpp>
#include <microfast/http/status.hpp>
#include <microfast/middleware/compress.hpp>
#include <microfast/middleware/compressed_source.hpp>
#include <microfast/middleware/content_coding.hpp>
#include <microfast/middleware/encoder_lease.hpp>
#include <microfast/middleware/field_edits.hpp>
#include <microfast/middleware/make_middleware.hpp>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace microfast::middleware {

namespace {

/// Text in some form, by its media type; pictures and archives are compressed already.
bool is_text(std::string_view type) noexcept {
    type = http::trimmed(type.substr(0, type.find(';')));
    constexpr std::array<std::string_view, 9> exact{
        "application/json",
        "application/javascript",
        "application/xml",
        "application/wasm",
        "application/jsonl",
        "application/manifest+json",
        "image/svg+xml",
        "image/x-icon",
        "application/x-ndjson"};
    const auto is_type = [type](std::string_view each) {
        return http::equal_ignoring_case(type, each);
    };
    const auto ends = [type](std::string_view suffix) {
        return type.size() > suffix.size() &&
               http::equal_ignoring_case(type.substr(type.size() - suffix.size()), suffix);
    };
    return http::equal_ignoring_case(type.substr(0, 5), "text/") || ends("+json") || ends("+xml") ||
           std::any_of(exact.begin(), exact.end(), is_type);
}

class compress_layer {
public:
    explicit compress_layer(const compress_options& options) : least_(options.least.value) {
        for (const auto& name : options.codings) {
            const auto* coding = find_coding(name);
            if (coding == nullptr) throw error("compress: there is no coding \"" + name + "\"");
            names_.push_back(coding->name);
            codings_.push_back({coding, level_of(*coding, options)});
        }
    }

    void after(http::request& request, http::response& answer) const {
        if (!is_worth_it(answer)) return;
        add_to_vary(answer.headers, "Accept-Encoding");
        const auto accepted = request.header(http::header_name::accept_encoding);
        const auto name = http::choose_coding(accepted, names_);
        if (!name || *name == http::identity_coding) return;
        const auto chosen = std::find(names_.begin(), names_.end(), *name) - names_.begin();
        const auto& [coding, level] = codings_[static_cast<std::size_t>(chosen)];
        encoder_lease lease(*coding, level);
        if (answer.source != nullptr) {
            answer.source =
                std::make_unique<compressed_source>(std::move(answer.source), std::move(lease));
        } else if (!encode(answer.body, lease)) {
            return;
        }
        answer.headers.set("Content-Encoding", *name);
        answer.headers.remove("Accept-Ranges");
        const auto tag = answer.headers.find("ETag");
        if (tag && !tag->starts_with("W/")) answer.headers.set("ETag", "W/" + std::string(*tag));
    }

private:
    struct levelled {
        const content_coding* coding;
        int level;
    };

    static int level_of(const content_coding& coding, const compress_options& options) {
        const bool is_zstd = coding.name == "zstd", is_brotli = coding.name == "br";
        const auto wanted = is_zstd     ? options.zstd_level
                            : is_brotli ? options.brotli_level
                                        : options.zlib_level;
        const int least = is_brotli ? 0 : 1;
        const int most = is_zstd ? 19 : is_brotli ? 11 : 9;
        const int level = wanted.value_or(coding.default_level);
        if (level >= least && level <= most) return level;
        throw error(
            "compress: " + std::string(coding.name) + " has levels from " + std::to_string(least) +
            " to " + std::to_string(most)
        );
    }

    [[nodiscard]] bool is_worth_it(const http::response& answer) const {
        namespace status = http::status;
        const bool is_file = answer.source != nullptr && answer.source->file() != nullptr;
        const auto size =
            answer.source == nullptr ? answer.body.size() : answer.source->size().value_or(least_);
        if (is_file || size < least_ || answer.status < 200 ||
            answer.status == status::no_content || answer.status == status::partial_content ||
            answer.status == status::not_modified)
            return false;
        const auto type = answer.headers.find("Content-Type");
        if (!type || !is_text(*type) || answer.headers.find("Content-Encoding")) return false;
        const auto caching = answer.headers.find("Cache-Control");
        return !caching || !has_member(*caching, "no-transform");
    }

    /// False, and the body is as it was, if it would not become smaller.
    static bool encode(std::string& body, encoder_lease& lease) {
        thread_local std::string coded;
        coded.clear();
        lease.write(body, coded, flush_mode::finish);
        if (coded.size() >= body.size()) return false;
        body.assign(coded);
        return true;
    }

    std::size_t least_;
    std::vector<std::string_view> names_;
    std::vector<levelled> codings_;  // as names_
};

}  // namespace

http::middleware compress(const compress_options& options) {
    return make_middleware(compress_layer(options));
}

}  // namespace microfast::middleware
