/// @file
/// A service that keeps notes, as a program and its tests use it.
#pragma once

#include <microfast/microfast.hpp>

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace notes {

struct draft {
    microfast::field<std::string, microfast::min_length<1>, microfast::max_length<80>> title;
    microfast::field<std::string, microfast::max_length<10'000>> text;
};

struct note {
    int id = 0;
    std::string title;
    std::string text;
};

/// Thread safety: safe, because every event loop calls it.
class notebook {
public:
    note add(const draft& written);
    [[nodiscard]] std::optional<note> find(int id) const;
    [[nodiscard]] std::vector<note> all() const;
    bool erase(int id);

private:
    mutable std::mutex mutex_;
    std::map<int, note> notes_;
    int last_id_ = 0;
};

void add_routes(microfast::application& app);

}  // namespace notes
