#include <microfast/core/error.hpp>
#include <microfast/http/request_context.hpp>
#include <microfast/middleware/make_middleware.hpp>
#include <microfast/middleware/session.hpp>
#include <microfast/sessions/session_id.hpp>
#include <microfast/sessions/signer.hpp>

#include <algorithm>
#include <utility>

namespace microfast::middleware {

void session::set(std::string_view name, std::string_view text) {
    data_.set(name, text);
    is_changed_ = true;
    ends_ = false;
}

void session::erase(std::string_view name) {
    is_changed_ = data_.erase(name) || is_changed_;
}

void session::end() noexcept {
    data_.clear();
    ends_ = true;
    renews_ = true;  // should something be set yet
}

class session_layer {
public:
    static constexpr std::string_view only_once = "sessions_of";

    explicit session_layer(session_options options) : options_(std::move(options)) {
        if (options_.store == nullptr) throw error("sessions_of: sessions need a store");
        if (!options_.keys.empty()) signer_.emplace(std::exchange(options_.keys, {}));
        (void)http::to_set_cookie(cookie_with("x"));  // throws now, not at the first session
    }

    task<void> around(http::request& request, http::response& answer, http::next& inner) const {
        auto& current = begin(request);
        auto loading = load(request, current);
        co_await std::move(loading);
        current.is_held_ = true;
        co_await inner();
        current.is_held_ = false;
        auto saving = save(current, answer);
        co_await std::move(saving);
    }

private:
    [[nodiscard]] std::chrono::sys_seconds now() const {
        return std::chrono::floor<std::chrono::seconds>(options_.now());
    }

    /// A new one in the context. Not in the place of one that an outer layer is going to save.
    [[nodiscard]] static session& begin(http::request& request) {
        auto& context = request.context();
        const auto* outer = context.find<session>();
        if (outer != nullptr && outer->is_held_) throw error("this request has a session already");
        return context.emplace<session>();
    }

    [[nodiscard]] http::cookie cookie_with(std::string value) const {
        http::cookie made;
        made.name = options_.cookie;
        made.value = std::move(value);
        made.max_age = options_.idle;
        made.secure = options_.secure;
        made.same_site = options_.same_site;
        return made;
    }

    /// The id that a request brings, if it is signed where it has to be.
    [[nodiscard]] std::optional<std::string_view> id_of(const http::request& request) const {
        const auto field = request.header(http::header_name::cookie);
        auto id = field ? http::cookie_view(*field).find(options_.cookie) : std::nullopt;
        if (id && signer_) id = signer_->verify(options_.cookie, *id);
        return id && sessions::is_session_id(*id) ? id : std::nullopt;
    }

    task<void> load(const http::request& request, session& into) const {
        into.data_ = sessions::session_data(now());
        const auto id = id_of(request);
        if (!id) co_return;
        auto loading = options_.store->load(*id);
        const auto bytes = co_await std::move(loading);
        auto data = bytes ? sessions::session_data::from_bytes(*bytes) : std::nullopt;
        if (!data || data->began() + options_.longest <= now()) co_return;
        into.id_ = *id;
        into.data_ = std::move(*data);
    }

    task<void> save(session& current, http::response& answer) const {
        if (current.is_new() && !current.is_changed_) co_return;
        if (current.ends_) {
            auto removing = options_.store->remove(current.id_);
            (void)co_await std::move(removing);
            http::forget_cookie(answer.headers, cookie_with({}));
            co_return;
        }
        auto keeping = keep(current);
        const bool is_kept = co_await std::move(keeping);
        if (!is_kept) co_return;
        const auto value = signer_ ? signer_->sign(options_.cookie, current.id_) : current.id_;
        http::set_cookie(answer.headers, cookie_with(value));
    }

    /// False if another request has ended the session or given it another id meanwhile: then
    /// nothing is kept, and the cookie that the client has got from there stays.
    task<bool> keep(session& current) const {
        auto& store = *options_.store;
        const auto lifetime = lifetime_of(current);
        if (current.renews_ && !current.is_new()) {
            auto removing = store.remove(current.id_);
            const bool was_there = co_await std::move(removing);
            if (!was_there) co_return false;
            current.id_.clear();
        }
        if (!current.is_new() && !current.is_changed_) {
            auto prolonging = store.prolong(current.id_, lifetime);
            co_return co_await std::move(prolonging);
        }
        const auto bytes = current.data_.to_bytes();
        if (!current.is_new()) {
            auto replacing = store.replace(current.id_, bytes, lifetime);
            co_return co_await std::move(replacing);
        }
        current.id_ = sessions::make_session_id();
        auto saving = store.save(current.id_, bytes, lifetime);
        co_await std::move(saving);
        co_return true;
    }

    [[nodiscard]] std::chrono::seconds lifetime_of(const session& current) const {
        const auto left = current.data_.began() + options_.longest - now();
        return std::clamp<std::chrono::seconds>(left, std::chrono::seconds{1}, options_.idle);
    }

    session_options options_;
    std::optional<sessions::signer> signer_;
};

http::middleware sessions_of(session_options options) {
    return make_middleware(session_layer(std::move(options)));
}

session& session_of(http::request& request) {
    auto* context = request.find_context();
    auto* found = context == nullptr ? nullptr : context->find<session>();
    if (found == nullptr) throw error("this request has no session: its route lacks sessions_of");
    return *found;
}

}  // namespace microfast::middleware
