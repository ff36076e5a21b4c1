#include <unamex/observability/request_ids.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <random>

namespace unamex::observability {

request_ids::request_ids() {
    std::random_device system;
    for (auto& word : state_)
        word = std::uint64_t{system()} << 32U | system();
}

std::string request_ids::next() {
    const auto high = next_word();
    return fmt::format("{:016x}{:016x}", high, next_word());
}

bool request_ids::is_acceptable(std::string_view id) noexcept {
    const auto is_allowed = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9') || letter == '.' || letter == '_' || letter == '-';
    };
    return !id.empty() && id.size() <= 64 && std::ranges::all_of(id, is_allowed);
}

std::uint64_t request_ids::next_word() noexcept {
    const auto result = std::rotl(state_[0] + state_[3], 23) + state_[0];
    const auto mixed = state_[1] << 17U;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= mixed;
    state_[3] = std::rotl(state_[3], 45);
    return result;
}

}  // namespace unamex::observability
