// An answer that is expensive to make, kept as long as it is used.
//
//   curl -i http://127.0.0.1:8080/factors/1999999973      once slow, then X-Cache: hit
#include <microfast/containers/lru_cache.hpp>
#include <microfast/microfast.hpp>

#include <mutex>
#include <optional>

#include "command_line.hpp"

namespace mf = microfast;

namespace {

struct answer {
    int number = 0;
    int factor = 0;  // its smallest one
};

answer compute(int number) {
    for (int factor = 2; factor <= number / factor; ++factor)
        if (number % factor == 0) return {number, factor};
    return {number, number};
}

//! [cache]
/// The thousand answers used last. The lock is held for a look-up, not for the work.
class factor_cache {
public:
    std::optional<answer> find(int number) {
        const std::lock_guard guard(mutex_);
        const auto* const found = answers_.find(number);
        return found == nullptr ? std::nullopt : std::optional(*found);
    }
    void insert(const answer& made) {
        const std::lock_guard guard(mutex_);
        answers_.insert(made.number, made, 1);  // each costs one of the budget
    }

private:
    std::mutex mutex_;
    mf::containers::lru_cache<int, answer> answers_{1'000};
};
//! [cache]

}  // namespace

int main(int count, char** words) {
    factor_cache cache;
    mf::application app{{.title = "LRU cache"}};
    app.provide(cache);
    app.get(
        "/factors/{number}",
        [](mf::path<"number", int, mf::at_least<2>> number, factor_cache& kept, mf::response& shown
        ) {
            const auto found = kept.find(*number);
            shown.headers.set("X-Cache", found ? "hit" : "miss");
            const auto made = found ? *found : compute(*number);
            if (!found) kept.insert(made);
            return made;
        }
    );
    return example::serve(app, count, words);
}
