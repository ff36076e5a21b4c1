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
    const auto capacity = 2 * std::max(names, current().capacity());
    filters_.push_back(std::make_unique<filter::split_block_filter>(capacity));
    next_ = filters_.back().get();
    return *filters_.back();
}

void growing_filter::finish_growth() noexcept {
    current_ = next_.load();
    next_ = nullptr;
}

}  // namespace unamex::services
