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
}

class session_layer {
public:
    explicit session_layer(session_options options) : options_(std::move(options)) {
        if (options_.store == nullptr) throw error("sessions_of: sessions need a store");
        if (!options_.keys.empty()) signer_.emplace(std::exchange(options_.keys, {}));
        (void)http::to_set_cookie(cookie_with("x"));  // throws now, not at the first session
    }

    task<void> around(http::request& request, http::response& answer, http::next& inner) const {
        auto& current = request.context().emplace<session>();
        auto loading = load(request, current);
        co_await std::move(loading);
        co_await inner();
        auto saving = save(current, answer);
        co_await std::move(saving);
    }

private:
    [[nodiscard]] std::chrono::sys_seconds now() const {
        return std::chrono::floor<std::chrono::seconds>(options_.now());
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
        if (current.ends_) {
            if (current.is_new()) co_return;
            auto removing = options_.store->remove(current.id_);
            co_await std::move(removing);
            http::forget_cookie(answer.headers, cookie_with({}));
            co_return;
        }
        if (current.is_new() && !current.is_changed_) co_return;
        const bool gets_id = current.is_new() || current.renews_;
        if (current.renews_ && !current.is_new()) {
            auto removing = options_.store->remove(current.id_);
            co_await std::move(removing);
        }
        if (gets_id) current.id_ = sessions::make_session_id();
        const auto left = current.data_.began() + options_.longest - now();
        const auto lifetime = std::min<std::chrono::seconds>(options_.idle, left);
        const auto bytes = current.data_.to_bytes();
        auto saving = options_.store->save(current.id_, bytes, lifetime);
        co_await std::move(saving);
        const auto value = signer_ ? signer_->sign(options_.cookie, current.id_) : current.id_;
        http::set_cookie(answer.headers, cookie_with(value));
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
