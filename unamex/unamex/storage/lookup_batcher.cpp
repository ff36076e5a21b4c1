#include <microfast/net/event_loop.hpp>
#include <tinyorm/core/error.hpp>
#include <unamex/storage/lookup_batcher.hpp>

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

namespace unamex::storage {

struct lookup_batcher::lookup {
    std::vector<std::string> norms;
    answers found;
    std::exception_ptr failure;
    bool leads = false;  // its coroutine asks for a batch
    std::optional<microfast::net::event_loop::executor_type> home;  // of its coroutine
    std::coroutine_handle<> coroutine;  // null when it does not wait, or is gone
};

/// Waits until the lookup is answered, or is to ask for a batch.
class lookup_batcher::turn {
public:
    turn(lookup_batcher& batcher, std::shared_ptr<lookup> own)
        : batcher_{batcher},
          own_{std::move(own)} {}
    turn(const turn&) = delete;
    turn& operator=(const turn&) = delete;
    ~turn() { own_->coroutine = {}; }

    [[nodiscard]] bool await_ready() const noexcept { return false; }

    [[nodiscard]] bool await_suspend(std::coroutine_handle<> coroutine) {
        const std::scoped_lock lock{batcher_.guard_};
        if (batcher_.leaders_ < batcher_.options_.most_at_once) {
            ++batcher_.leaders_;
            own_->leads = true;
            return false;
        }
        own_->home = microfast::net::event_loop::current().executor();
        own_->coroutine = coroutine;
        batcher_.waiting_.push_back(own_);
        return true;
    }

    void await_resume() const noexcept {}

private:
    lookup_batcher& batcher_;
    std::shared_ptr<lookup> own_;
};

/// The duty of one who asks: whatever happens, the others are answered and the next one gets its
/// turn.
class lookup_batcher::leadership {
public:
    leadership(lookup_batcher& batcher, std::shared_ptr<lookup> own)
        : batcher_{batcher},
          own_{std::move(own)},
          batch_{batcher.take_batch(own_)} {}
    leadership(const leadership&) = delete;
    leadership& operator=(const leadership&) = delete;
    ~leadership() {
        for (const auto& member : batch_) {
            if (member != own_) batcher_.wake(member);
        }
        batcher_.pass_on();
    }

    [[nodiscard]] std::vector<std::string> norms() const {
        std::vector<std::string> all;
        for (const auto& member : batch_)
            all.insert(all.end(), member->norms.begin(), member->norms.end());
        return all;
    }

    void answer(const answers& all) const {
        auto next = all.begin();
        for (const auto& member : batch_) {
            const auto end = next + std::ssize(member->norms);
            member->found.assign(next, end);
            member->failure = {};
            next = end;
        }
    }

    void fail(const std::exception_ptr& failure) const {
        for (const auto& member : batch_)
            member->failure = failure;
    }

private:
    lookup_batcher& batcher_;
    std::shared_ptr<lookup> own_;
    std::vector<std::shared_ptr<lookup>> batch_;
};

lookup_batcher::lookup_batcher(query ask, batching_options options)
    : ask_{std::move(ask)},
      options_{options} {}

lookup_batcher::~lookup_batcher() = default;

microfast::task<lookup_batcher::answers> lookup_batcher::find(std::vector<std::string> norms) {
    auto own = std::make_shared<lookup>();
    own->norms = std::move(norms);
    turn next{*this, own};
    co_await next;
    if (own->leads) co_await lead(own);
    if (own->failure) std::rethrow_exception(own->failure);
    co_return std::move(own->found);
}

microfast::task<> lookup_batcher::lead(std::shared_ptr<lookup> own) {
    const leadership duty{*this, std::move(own)};
    static const auto abandoned = std::make_exception_ptr(tinyorm::error{
        tinyorm::error_kind::cancelled, "who asked for several lookups together has gone"});
    duty.fail(abandoned);
    try {
        duty.answer(co_await ask_(duty.norms()));
    } catch (...) {
        duty.fail(std::current_exception());
    }
}

std::vector<std::shared_ptr<lookup_batcher::lookup>> lookup_batcher::take_batch(
    std::shared_ptr<lookup> own
) {
    std::vector<std::shared_ptr<lookup>> batch{std::move(own)};
    auto names = batch.front()->norms.size();
    const std::scoped_lock lock{guard_};
    while (!waiting_.empty() && names + waiting_.front()->norms.size() <= options_.most_names) {
        names += waiting_.front()->norms.size();
        batch.push_back(std::move(waiting_.front()));
        waiting_.pop_front();
    }
    return batch;
}

void lookup_batcher::pass_on() {
    std::shared_ptr<lookup> next;
    {
        const std::scoped_lock lock{guard_};
        if (waiting_.empty()) {
            --leaders_;
            return;
        }
        next = std::move(waiting_.front());
        waiting_.pop_front();
    }
    next->leads = true;
    wake(next);
}

void lookup_batcher::wake(const std::shared_ptr<lookup>& waiting) {
    asio::post(*waiting->home, [this, waiting] {
        if (waiting->coroutine) {
            std::exchange(waiting->coroutine, {}).resume();
        } else if (waiting->leads) {
            pass_on();  // its coroutine is gone
        }
    });
}

}  // namespace unamex::storage
