#include <unamex/observability/thread_cells.hpp>

#include <algorithm>
#include <stdexcept>

namespace unamex::observability {
namespace {

std::atomic<std::uint64_t> last_id = 0;

}  // namespace

thread_local constinit std::uint64_t thread_cells::last_owner_ = 0;
thread_local constinit thread_cells::row* thread_cells::last_row_ = nullptr;

/// The rows of one thread, given back when it ends.
class thread_cells::attachments {
public:
    attachments() = default;
    attachments(const attachments&) = delete;
    attachments& operator=(const attachments&) = delete;
    ~attachments() {
        last_owner_ = 0;
        for (const auto& one : all_) {
            const auto home = one.home.lock();
            if (!home) continue;
            const std::lock_guard lock{home->lock};
            one.used->is_used = false;
        }
    }

    row& of(std::uint64_t owner, const std::shared_ptr<rows>& home) {
        const auto known = std::ranges::find(all_, owner, &attached::owner);
        if (known != all_.end()) return *known->used;
        std::erase_if(all_, [](const attached& one) { return one.home.expired(); });
        auto& taken = home->take_unused();
        all_.push_back({owner, &taken, home});
        return taken;
    }

private:
    std::vector<attached> all_;
};

thread_cells::row& thread_cells::rows::take_unused() {
    const std::lock_guard guard{lock};
    const auto unused = std::ranges::find(all, false, [](const auto& one) { return one->is_used; });
    if (unused == all.end()) return *all.emplace_back(std::make_unique<row>());
    (*unused)->is_used = true;
    return **unused;
}

thread_cells::thread_cells() : id_{++last_id}, rows_{std::make_shared<rows>()} {}

thread_cells::~thread_cells() = default;

std::size_t thread_cells::reserve(std::size_t count) {
    const std::lock_guard guard{rows_->lock};
    if (count > capacity - rows_->reserved) throw std::length_error{"too many metrics"};
    const auto first = rows_->reserved;
    rows_->reserved += count;
    return first;
}

std::uint64_t thread_cells::total(std::size_t cell) const {
    const std::lock_guard guard{rows_->lock};
    std::uint64_t sum = 0;
    for (const auto& one : rows_->all)
        sum += one->values[cell].load(std::memory_order_relaxed);
    return sum;
}

thread_cells::row& thread_cells::attach() noexcept {
    thread_local attachments mine;
    last_row_ = &mine.of(id_, rows_);
    last_owner_ = id_;
    return *last_row_;
}

}  // namespace unamex::observability
