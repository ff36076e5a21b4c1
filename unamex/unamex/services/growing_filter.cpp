#include <unamex/services/growing_filter.hpp>

#include <algorithm>
#include <utility>

namespace unamex::services {

growing_filter::growing_filter(filter::split_block_filter first) {
    filters_.push_back(std::make_unique<filter::split_block_filter>(std::move(first)));
    current_ = filters_.back().get();
}

void growing_filter::insert(domain::name_hash hash) noexcept {
    // The next one first: when growth finishes in between, the one that is current then is that
    // next one.
    if (auto* const next = next_.load()) next->insert(hash);
    current_.load()->insert(hash);
}

filter::split_block_filter& growing_filter::begin_growth(std::size_t names) {
    if (auto* const begun = next_.load()) return *begun;
    return begin(2 * std::max(names, current().capacity()));
}

filter::split_block_filter& growing_filter::begin_renewal() {
    if (auto* const begun = next_.load()) return *begun;
    if (spare_ == nullptr) return begin(current().capacity());
    spare_->clear();
    next_ = spare_;
    return *spare_;
}

void growing_filter::finish() noexcept {
    auto* const next = next_.load();
    auto* const replaced = current_.exchange(next);
    ++replacements_;
    next_ = nullptr;
    spare_ = replaced->capacity() == next->capacity() ? replaced : nullptr;
}

filter::split_block_filter& growing_filter::begin(std::size_t capacity) {
    filters_.push_back(std::make_unique<filter::split_block_filter>(capacity));
    next_ = filters_.back().get();
    return *filters_.back();
}

}  // namespace unamex::services
