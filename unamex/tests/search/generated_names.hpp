/// @file
/// Names for tests: few letters, so that they share beginnings and repeat.
#pragma once

#include <random>
#include <string>

namespace unamex::search {

class generated_names {
public:
    explicit generated_names(unsigned seed) : random_{seed} {}

    std::string next(std::size_t longest = 8) {
        std::string name;
        const auto length = 1 + random_() % longest;
        while (name.size() < length)
            name += "abc\xc3"[random_() % 4];
        return name;
    }

    unsigned number_below(unsigned limit) { return static_cast<unsigned>(random_() % limit); }

private:
    std::mt19937 random_;
};

}  // namespace unamex::search
