#include <unamex/services/claim_id.hpp>

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <random>

namespace unamex::services {

namespace {

std::mt19937_64 seeded_generator() {
    std::random_device entropy;
    std::array<std::uint32_t, 16> words{};
    for (auto& word : words)
        word = entropy();
    std::seed_seq seed(words.begin(), words.end());
    return std::mt19937_64{seed};
}

}  // namespace

std::string make_claim_id() {
    thread_local auto generator = seeded_generator();
    const auto high = generator();
    const auto low = generator();
    return fmt::format("{:016x}{:016x}", high, low);
}

}  // namespace unamex::services
