#include <microfast/middleware/content_coding.hpp>

#include <zstd.h>

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

/// Frames may come one after the other: RFC 8878, section 3.1.
class zstd_decoder : public decoder {
public:
    zstd_decoder() : context_(ZSTD_createDCtx()) {
        ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, largest_window_bits);
    }

    decode_status decode(std::string_view& coded, std::size_t room, std::string& content) override {
        const auto size = content.size();
        content.resize(size + room);
        ZSTD_inBuffer in{coded.data(), coded.size(), 0};
        ZSTD_outBuffer out{content.data() + size, room, 0};
        const auto missing = ZSTD_decompressStream(context_.get(), &out, &in);
        content.resize(size + out.pos);
        coded.remove_prefix(in.pos);
        if (ZSTD_isError(missing) != 0) return decode_status::malformed;
        return missing == 0 ? decode_status::complete : decode_status::incomplete;
    }

private:
    std::unique_ptr<ZSTD_DCtx, free_decoder> context_;
};

}  // namespace

content_coding zstd_coding() noexcept {
    return {
        "zstd",
        3,
        [](int level) -> std::unique_ptr<encoder> { return std::make_unique<zstd_encoder>(level); },
        []() -> std::unique_ptr<decoder> { return std::make_unique<zstd_decoder>(); }};
}

}  // namespace microfast::middleware
