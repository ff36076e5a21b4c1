#include <microfast/middleware/content_coding.hpp>

#include <zstd.h>

#include <array>

namespace microfast::middleware {

namespace {

constexpr std::size_t piece_size = 16 * 1024;
constexpr int largest_window_bits = 23;  // 8 MiB: RFC 9659, what decoders must have at least

struct free_encoder {
    void operator()(ZSTD_CCtx* context) const noexcept { ZSTD_freeCCtx(context); }
};
struct free_decoder {
    void operator()(ZSTD_DCtx* context) const noexcept { ZSTD_freeDCtx(context); }
};

class zstd_encoder : public encoder {
public:
    explicit zstd_encoder(int level) : context_(ZSTD_createCCtx()) {
        ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, level);
    }

    void write(std::string_view content, std::string& coded, flush_mode mode) override {
        const auto operation = mode == flush_mode::finish ? ZSTD_e_end : ZSTD_e_flush;
        ZSTD_inBuffer in{content.data(), content.size(), 0};
        std::size_t missing = 0;
        do {
            const auto size = coded.size();
            coded.resize(size + piece_size);
            ZSTD_outBuffer out{coded.data() + size, piece_size, 0};
            missing = ZSTD_compressStream2(context_.get(), &out, &in, operation);
            coded.resize(size + out.pos);
        } while (missing != 0 && ZSTD_isError(missing) == 0);
    }

    void reset() override { ZSTD_CCtx_reset(context_.get(), ZSTD_reset_session_only); }

private:
    std::unique_ptr<ZSTD_CCtx, free_encoder> context_;
};

decode_status decode(std::string_view coded, std::size_t limit, std::string& content) {
    const std::unique_ptr<ZSTD_DCtx, free_decoder> context(ZSTD_createDCtx());
    ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, largest_window_bits);
    std::array<char, piece_size> piece;
    ZSTD_inBuffer in{coded.data(), coded.size(), 0};
    for (std::size_t given = 0;;) {
        ZSTD_outBuffer out{piece.data(), piece.size(), 0};
        const auto missing = ZSTD_decompressStream(context.get(), &out, &in);
        if (ZSTD_isError(missing) != 0) return decode_status::malformed;
        given += out.pos;
        if (given > limit) return decode_status::too_large;
        content.append(piece.data(), out.pos);
        if (in.pos < in.size) continue;
        if (missing == 0) return decode_status::complete;
        if (out.pos < out.size) return decode_status::malformed;
    }
}

}  // namespace

content_coding zstd_coding() noexcept {
    return {
        "zstd",
        3,
        [](int level) -> std::unique_ptr<encoder> { return std::make_unique<zstd_encoder>(level); },
        &decode};
}

}  // namespace microfast::middleware
