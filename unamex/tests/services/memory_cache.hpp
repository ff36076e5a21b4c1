/// @file
/// A cache in memory that can be away.
#pragma once

#include <unamex/ports/answer_cache.hpp>
#include <unamex/ports/cache_identity.hpp>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace unamex::tests {

/// Keeps everything for ever.
/// Thread safety: none.
class memory_cache final : public ports::answer_cache {
public:
    microfast::task<std::vector<std::optional<ports::cached_state>>> find(
        std::vector<std::string> norms
    ) override {
        require();
        std::vector<std::optional<ports::cached_state>> found;
        for (const auto& norm : norms) {
            const auto at = states.find(norm);
            found.push_back(at == states.end() ? std::nullopt : std::optional{at->second});
        }
        co_return found;
    }
    std::optional<ports::cached_state> find_at_once(std::string_view norm) override {
        const auto found = states.find(std::string{norm});
        if (!answers_at_once || found == states.end()) return std::nullopt;
        return found->second;
    }
    microfast::task<> remember_taken(std::vector<std::string> norms) override {
        require();
        if (failures_to_remember > 0 && failures_to_remember-- > 0) {
            throw ports::cache_unavailable{"it went away in this test"};
        }
        for (const auto& norm : norms)
            states[norm] = ports::cached_state::taken;
        co_return;
    }
    microfast::task<> remember_available(
        std::vector<std::string> norms, ports::monotonic_time asked_at
    ) override {
        require();
        store_asked_at = asked_at;
        for (const auto& norm : norms) {
            if (!announced.contains(norm)) states.emplace(norm, ports::cached_state::available);
        }
        co_return;
    }
    microfast::task<std::string> announce_claim(std::string norm) override {
        require();
        states.erase(norm);
        announced.insert(norm);
        co_return id;
    }

    std::map<std::string, ports::cached_state> states;
    std::set<std::string> announced;
    std::string id{ports::cache_identity::own_cache};
    std::optional<ports::monotonic_time> store_asked_at;  // of the last `remember_available`
    bool is_away = false;
    bool answers_at_once = false;  // as one does that is in this process
    int failures_to_remember = 0;  // how often `remember_taken` still fails

private:
    void require() const {
        if (is_away) throw ports::cache_unavailable{"it is away in this test"};
    }
};

}  // namespace unamex::tests
