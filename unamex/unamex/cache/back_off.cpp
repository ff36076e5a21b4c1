#include <unamex/cache/back_off.hpp>

#include <algorithm>
#include <utility>

namespace unamex::cache {

back_off::back_off(duration shortest, duration longest, unsigned seed)
    : shortest_{shortest},
      longest_{longest},
      due_{shortest},
      random_{seed} {}

back_off::duration back_off::next_pause() {
    const auto due = std::exchange(due_, std::min(due_ * 2, longest_));
    std::uniform_int_distribution<duration::rep> between{due.count() / 2, due.count()};
    return duration{between(random_)};
}

}  // namespace unamex::cache
