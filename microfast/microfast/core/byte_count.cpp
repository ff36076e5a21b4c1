#include <microfast/core/byte_count.hpp>

#include <array>
#include <string_view>

namespace microfast {

std::string to_string(byte_count count) {
    constexpr std::array<std::string_view, 4> units = {" B", " KiB", " MiB", " GiB"};
    std::size_t unit = 0;
    while (unit + 1 < units.size() && count.value != 0 && count.value % 1024 == 0) {
        count.value /= 1024;
        ++unit;
    }
    return std::to_string(count.value).append(units.at(unit));
}

}  // namespace microfast
