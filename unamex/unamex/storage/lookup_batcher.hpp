/// @file
/// Lookups that arrive together travel together.
#pragma once

#include <microfast/core/task.hpp>

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace unamex::storage {

struct batching_options {
    std::size_t most_at_once = 2;   ///< queries; lookups that come meanwhile wait for the next
    std::size_t most_names = 1000;  ///< in one query, unless a single lookup has more
};

/// Answers lookups of any number of coroutines by few queries: while some are under way, all others
/// gather, and one of them asks for all when its turn comes. Under no load nothing waits.
///
/// Thread safety: safe, coroutines of several event loops share queries; each resumes on its own
/// loop.
/// Errors: what the query throws, for all it was for.
/// Lifetime: outlives the coroutines that wait.
class lookup_batcher {
public:
    using answers = std::vector<bool>;
    using query = std::function<microfast::task<answers>(std::vector<std::string>)>;

    explicit lookup_batcher(query ask, batching_options options = {});
    lookup_batcher(const lookup_batcher&) = delete;
    lookup_batcher& operator=(const lookup_batcher&) = delete;
    ~lookup_batcher();

    /// One answer a name, in order.
    microfast::task<answers> find(std::vector<std::string> norms);

private:
    struct lookup;
    class turn;
    class leadership;

    microfast::task<> lead(std::shared_ptr<lookup> own);
    std::vector<std::shared_ptr<lookup>> take_batch(std::shared_ptr<lookup> own);
    void pass_on();
    void wake(const std::shared_ptr<lookup>& waiting);

    query ask_;
    batching_options options_;
    std::mutex guard_;
    std::size_t leaders_ = 0;                      // at most most_at_once
    std::deque<std::shared_ptr<lookup>> waiting_;  // empty unless leaders_ is most_at_once
};

}  // namespace unamex::storage
