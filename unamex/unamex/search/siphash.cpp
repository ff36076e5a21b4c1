#include <unamex/search/siphash.hpp>

#include <bit>
#include <cstring>

namespace unamex::search {
namespace {

class sip_state {
public:
    explicit sip_state(const siphash_key& key) noexcept {
        std::uint64_t low = 0;
        std::uint64_t high = 0;
        std::memcpy(&low, key.data(), sizeof low);
        std::memcpy(&high, key.data() + sizeof low, sizeof high);
        v0_ ^= low;
        v1_ ^= high;
        v2_ ^= low;
        v3_ ^= high;
    }

    void absorb(std::uint64_t word) noexcept {
        v3_ ^= word;
        round();
        round();
        v0_ ^= word;
    }

    [[nodiscard]] std::uint64_t digest() noexcept {
        v2_ ^= 0xff;
        for (int i = 0; i < 4; ++i)
            round();
        return v0_ ^ v1_ ^ v2_ ^ v3_;
    }

private:
    void round() noexcept {
        v0_ += v1_;
        v1_ = std::rotl(v1_, 13) ^ v0_;
        v0_ = std::rotl(v0_, 32);
        v2_ += v3_;
        v3_ = std::rotl(v3_, 16) ^ v2_;
        v0_ += v3_;
        v3_ = std::rotl(v3_, 21) ^ v0_;
        v2_ += v1_;
        v1_ = std::rotl(v1_, 17) ^ v2_;
        v2_ = std::rotl(v2_, 32);
    }

    std::uint64_t v0_ = 0x736f'6d65'7073'6575;
    std::uint64_t v1_ = 0x646f'7261'6e64'6f6d;
    std::uint64_t v2_ = 0x6c79'6765'6e65'7261;
    std::uint64_t v3_ = 0x7465'6462'7974'6573;
};

}  // namespace

std::uint64_t siphash(const siphash_key& key, std::string_view text) noexcept {
    static_assert(std::endian::native == std::endian::little);
    sip_state state{key};
    const auto length = text.size();
    for (; text.size() >= 8; text.remove_prefix(8)) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data(), sizeof word);
        state.absorb(word);
    }
    std::uint64_t last = std::uint64_t{length} << 56U;
    for (std::size_t i = 0; i < text.size(); ++i) {
        last |= std::uint64_t{static_cast<unsigned char>(text[i])} << (8 * i);
    }
    state.absorb(last);
    return state.digest();
}

}  // namespace unamex::search
