#include <microfast/containers/regex_tree.hpp>

#include <algorithm>
#include <utility>

namespace microfast::containers {

namespace {

constexpr char32_t last_code_point = 0x10'FFFF;

}  // namespace

void code_set::add(const code_set& other) {
    ranges_.insert(ranges_.end(), other.ranges_.begin(), other.ranges_.end());
}

void code_set::add_other_cases() {
    constexpr char32_t distance = U'a' - U'A';
    const auto given = ranges_;
    for (const auto& range : given) {
        const auto lower_first = std::max(range.first, U'a'),
                   lower_last = std::min(range.last, U'z');
        if (lower_first <= lower_last) add(lower_first - distance, lower_last - distance);
        const auto upper_first = std::max(range.first, U'A'),
                   upper_last = std::min(range.last, U'Z');
        if (upper_first <= upper_last) add(upper_first + distance, upper_last + distance);
    }
}

void code_set::normalise() {
    std::sort(ranges_.begin(), ranges_.end(), [](const code_range& left, const code_range& right) {
        return left.first < right.first;
    });
    std::vector<code_range> joined;
    for (const auto& range : ranges_) {
        if (!joined.empty() && range.first <= joined.back().last + 1) {
            joined.back().last = std::max(joined.back().last, range.last);
        } else {
            joined.push_back(range);
        }
    }
    ranges_ = std::move(joined);
}

void code_set::negate() {
    std::vector<code_range> others;
    char32_t next = 0;
    for (const auto& range : ranges_) {
        if (range.first > next) others.push_back({next, range.first - 1});
        next = range.last + 1;
    }
    if (next <= last_code_point) others.push_back({next, last_code_point});
    ranges_ = std::move(others);
}

}  // namespace microfast::containers
