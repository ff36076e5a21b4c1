/// @file
/// What the shop sells, and where it lies.
#pragma once

#include <microfast/microfast.hpp>

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace shop {

namespace mf = microfast;

struct item {  // body, check, schema and answer in one
    mf::field<std::string, mf::min_length<1>, mf::max_length<80>> name;
    mf::field<double, mf::greater_than<0>> price;
    std::optional<std::string> note;
};

struct page {
    mf::field<int, mf::at_least<0>> offset = 0;
    mf::field<int, mf::at_least<1>, mf::at_most<100>> limit = 20;
};

class shelf {
public:
    int add(item added) {
        const std::lock_guard lock(mutex_);
        items_.emplace(++last_, std::move(added));
        return last_;
    }
    std::optional<item> find(int id) const {
        const std::lock_guard lock(mutex_);
        const auto found = items_.find(id);
        return found == items_.end() ? std::nullopt : std::optional(found->second);
    }
    std::vector<item> list(const page& wanted) const {
        const std::lock_guard lock(mutex_);
        std::vector<item> listed;
        int position = 0;
        for (const auto& [id, each] : items_) {
            const bool is_wanted =
                position >= wanted.offset && position < wanted.offset + wanted.limit;
            if (is_wanted) listed.push_back(each);
            ++position;
        }
        return listed;
    }

private:
    mutable std::mutex mutex_;
    std::map<int, item> items_;
    int last_ = 0;
};

}  // namespace shop
