// An answer that is expensive to make, kept as long as it is used.
//
//   curl -i http://127.0.0.1:8080/factors/1999999973      once slow, then X-Cache: hit
#include <microfast/microfast.hpp>

#include "15_lru_cache/factor_cache.hpp"
#include "command_line.hpp"

namespace mf = microfast;
using factors::answer, factors::factor_cache;

namespace {

answer compute(int number) {
    for (int factor = 2; factor <= number / factor; ++factor)
        if (number % factor == 0) return {number, factor};
    return {number, number};
}

using from_two = mf::path<"number", int, mf::at_least<2>>;

answer factor_of(from_two number, factor_cache& cache, mf::response& shown) {
    const auto kept = cache.find(*number);
    shown.headers.set("X-Cache", kept ? "hit" : "miss");
    const auto made = kept ? *kept : compute(*number);
    if (!kept) cache.insert(made);
    return made;
}

}  // namespace

int main(int count, char** words) {
    factor_cache cache;
    mf::application app{{.title = "LRU cache"}};
    app.provide(cache);
    app.get("/factors/{number}", &factor_of);
    return example::serve(app, count, words);
}
