#include <microfast/middleware/content_coding.hpp>

#include <brotli/decode.h>
#include <brotli/encode.h>

#include <cstdint>

namespace microfast::middleware {

namespace {

constexpr std::uint32_t window_bits = 18;  // 256 KiB: answers are rarely longer

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

class brotli_decoder : public decoder {
public:
    decode_status decode(std::string_view& coded, std::size_t room, std::string& content) override {
        if (BrotliDecoderIsFinished(state_.get()) == BROTLI_TRUE)
            return coded.empty() ? decode_status::complete : decode_status::malformed;
        const auto size = content.size();
        content.resize(size + room);
        auto available = coded.size();
        const auto* next = input(coded);
        auto* out = reinterpret_cast<std::uint8_t*>(content.data() + size);
        const auto result =
            BrotliDecoderDecompressStream(state_.get(), &available, &next, &room, &out, nullptr);
        content.resize(content.size() - room);
        coded.remove_prefix(coded.size() - available);
        if (result == BROTLI_DECODER_RESULT_SUCCESS) return decode_status::complete;
        const bool failed = result == BROTLI_DECODER_RESULT_ERROR;
        return failed ? decode_status::malformed : decode_status::incomplete;
    }

private:
    std::unique_ptr<BrotliDecoderState, destroy_decoder> state_{
        BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)};
};

}  // namespace

content_coding brotli_coding() noexcept {
    return {
        "br",
        4,
        [](int level) -> std::unique_ptr<encoder> {
            return std::make_unique<brotli_encoder>(level);
        },
        []() -> std::unique_ptr<decoder> { return std::make_unique<brotli_decoder>(); }};
}

}  // namespace microfast::middleware
