#include <tinyorm/pool/opener.hpp>

#include <algorithm>
#include <cstdint>
#include <utility>

namespace tinyorm::pool {
namespace {

constexpr std::chrono::milliseconds first_pause{50};
constexpr unsigned longest_pause_shift = 5;

}  // namespace

opener::opener(std::string url, const pool_options& options)
    : url_(std::move(url)),
      driver_(driver::find_driver(url_)),
      life_limit_(options.life_limit),
      life_jitter_(options.life_jitter) {}

connection_ptr opener::open() {
    auto opened = std::make_unique<pooled_connection>();
    opened->session = driver_.open(url_);
    opened->used_at = clock::now();
    std::uniform_real_distribution<double> any_share{1 - life_jitter_, 1};
    opened->expires_at =
        opened->used_at +
        std::chrono::duration_cast<clock::duration>(life_limit_ * any_share(random_));
    return opened;
}

void opener::failed(std::string_view reason) {
    ++failures_;
    last_failure_ = reason;
}

std::chrono::milliseconds opener::pause() {
    const auto shift = failures_ == 0 ? 0 : std::min(failures_ - 1, longest_pause_shift);
    const auto longest = first_pause * (1U << shift);
    std::uniform_int_distribution<std::int64_t> any{longest.count() / 2, longest.count()};
    return std::chrono::milliseconds{any(random_)};
}

std::string opener::describe_failure() const {
    return failures_ == 0 ? "" : "; the last attempt to open one failed: " + last_failure_;
}

}  // namespace tinyorm::pool
