#include <microfast/middleware/content_coding.hpp>

#include <brotli/decode.h>
#include <brotli/encode.h>

#include <array>

namespace microfast::middleware {

namespace {

constexpr std::uint32_t window_bits = 18;  // 256 KiB: answers are rarely longer
constexpr std::size_t piece_size = 16 * 1024;

const std::uint8_t* input(std::string_view bytes) noexcept {
    return reinterpret_cast<const std::uint8_t*>(bytes.data());
}

struct destroy_encoder {
    void operator()(BrotliEncoderState* state) const noexcept {
        BrotliEncoderDestroyInstance(state);
    }
};
struct destroy_decoder {
    void operator()(BrotliDecoderState* state) const noexcept {
        BrotliDecoderDestroyInstance(state);
    }
};

/// Brotli has no reset: a state serves one content.
class brotli_encoder : public encoder {
public:
    explicit brotli_encoder(int level) : level_(level) { brotli_encoder::reset(); }

    void write(std::string_view content, std::string& coded, flush_mode mode) override {
        const auto operation =
            mode == flush_mode::finish ? BROTLI_OPERATION_FINISH : BROTLI_OPERATION_FLUSH;
        auto available = content.size();
        const auto* next = input(content);
        do {
            std::size_t room = 0;
            BrotliEncoderCompressStream(
                state_.get(), operation, &available, &next, &room, nullptr, nullptr
            );
            std::size_t size = 0;
            const auto* made = BrotliEncoderTakeOutput(state_.get(), &size);
            coded.append(reinterpret_cast<const char*>(made), size);
        } while (available > 0 || BrotliEncoderHasMoreOutput(state_.get()) == BROTLI_TRUE);
    }

    void reset() override {
        state_.reset(BrotliEncoderCreateInstance(nullptr, nullptr, nullptr));
        BrotliEncoderSetParameter(
            state_.get(), BROTLI_PARAM_QUALITY, static_cast<std::uint32_t>(level_)
        );
        BrotliEncoderSetParameter(state_.get(), BROTLI_PARAM_LGWIN, window_bits);
    }

private:
    int level_;
    std::unique_ptr<BrotliEncoderState, destroy_encoder> state_;
};

decode_status decode(std::string_view coded, std::size_t limit, std::string& content) {
    const std::unique_ptr<BrotliDecoderState, destroy_decoder> state(
        BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)
    );
    std::array<std::uint8_t, piece_size> piece;
    auto available = coded.size();
    const auto* next = input(coded);
    for (std::size_t given = 0;;) {
        auto room = piece.size();
        auto* out = piece.data();
        const auto result =
            BrotliDecoderDecompressStream(state.get(), &available, &next, &room, &out, nullptr);
        const auto size = piece.size() - room;
        given += size;
        if (given > limit) return decode_status::too_large;
        content.append(reinterpret_cast<const char*>(piece.data()), size);
        if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) continue;
        const bool is_whole = result == BROTLI_DECODER_RESULT_SUCCESS && available == 0;
        return is_whole ? decode_status::complete : decode_status::malformed;
    }
}

}  // namespace

content_coding brotli_coding() noexcept {
    return {
        "br",
        4,
        [](int level) -> std::unique_ptr<encoder> {
            return std::make_unique<brotli_encoder>(level);
        },
        &decode};
}

}  // namespace microfast::middleware
