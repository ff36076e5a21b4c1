/// The numbers that nothing is there for yet, and the count of all at the end of a run.

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <string_view>

namespace microfast::conduct {

namespace {

struct open_number {
    int number;
    std::string_view why;
};

constexpr auto open_numbers = std::to_array<open_number>({
    {86, "no protocol to upgrade to"},
    {88, "no WebSocket"},
    {89, "no WebSocket"},
});

class summary : public testing::Environment {
public:
    void TearDown() override {
        const auto& all = *testing::UnitTest::GetInstance();
        if (all.test_to_run_count() < all.total_test_count()) return;
        std::printf(
            "conduct: %d passed, %d failed, %zu not applicable:\n",
            all.successful_test_count(),
            all.failed_test_count(),
            open_numbers.size()
        );
        for (const auto& [number, why] : open_numbers)
            std::printf("    %d  %.*s\n", number, static_cast<int>(why.size()), why.data());
    }
};

const auto* const registered = testing::AddGlobalTestEnvironment(new summary);

}  // namespace

}  // namespace microfast::conduct
