#include <ingest/input_file.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace unamex::ingest {

namespace {

constexpr int gzip_only = 15 + 16;  // zlib: the largest window, and a gzip header before it

int open_for_reading(const std::string& path) {
    if (path == "-") return STDIN_FILENO;
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        throw input_error(path + ": cannot be opened: " + std::generic_category().message(errno));
    }
    return descriptor;
}

struct free_hash {
    void operator()(XXH3_state_t* state) const noexcept { XXH3_freeState(state); }
};

}  // namespace

class input_file::implementation {
public:
    explicit implementation(std::string path)
        : path_(std::move(path)),
          descriptor_(open_for_reading(path_)),
          hash_(XXH3_createState()) {
        XXH3_64bits_reset(hash_.get());
        refill();
        is_gzip_ = pending_.size() >= 2 && pending_[0] == 0x1f && pending_[1] == 0x8b;
        if (is_gzip_ && inflateInit2(&inflater_, gzip_only) != Z_OK) {
            throw input_error(path_ + ": zlib cannot start");
        }
    }

    implementation(const implementation&) = delete;
    implementation& operator=(const implementation&) = delete;

    ~implementation() {
        if (is_gzip_) inflateEnd(&inflater_);
        if (descriptor_ != STDIN_FILENO) ::close(descriptor_);
    }

    std::size_t read(std::span<char> out) {
        if (pending_.empty()) refill();
        return is_gzip_ ? inflate_into(out) : copy_into(out);
    }

    [[nodiscard]] std::optional<std::uint64_t> size() const noexcept {
        struct stat status {};
        if (::fstat(descriptor_, &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
        return static_cast<std::uint64_t>(status.st_size);
    }

    [[nodiscard]] const std::string& path() const noexcept { return path_; }
    [[nodiscard]] std::uint64_t bytes_read() const noexcept { return bytes_read_; }
    [[nodiscard]] std::uint64_t checksum() const noexcept {
        return XXH3_64bits_digest(hash_.get());
    }

private:
    void refill() {
        // Two bytes tell what the file is, so a pipe that gives one at first is asked again.
        std::size_t filled = 0;
        do {
            const auto got = read_some(std::span{buffer_}.subspan(filled));
            if (got == 0) break;
            filled += got;
        } while (filled < 2);
        pending_ = std::span<const unsigned char>{buffer_}.first(filled);
        bytes_read_ += filled;
        XXH3_64bits_update(hash_.get(), pending_.data(), pending_.size());
    }

    std::size_t read_some(std::span<unsigned char> out) {
        for (;;) {
            const auto got = ::read(descriptor_, out.data(), out.size());
            if (got >= 0) return static_cast<std::size_t>(got);
            if (errno != EINTR) {
                throw input_error(
                    path_ + ": cannot be read: " + std::generic_category().message(errno)
                );
            }
        }
    }

    std::size_t copy_into(std::span<char> out) {
        const auto size = std::min(out.size(), pending_.size());
        if (size > 0) std::memcpy(out.data(), pending_.data(), size);
        pending_ = pending_.subspan(size);
        return size;
    }

    std::size_t inflate_into(std::span<char> out) {
        inflater_.next_out = reinterpret_cast<Bytef*>(out.data());
        inflater_.avail_out = static_cast<uInt>(out.size());
        while (inflater_.avail_out == out.size()) {
            if (pending_.empty()) refill();
            if (pending_.empty()) {
                if (is_between_members_) return 0;
                throw input_error(path_ + ": the gzip data is cut short");
            }
            inflate_pending();
        }
        return out.size() - inflater_.avail_out;
    }

    void inflate_pending() {
        if (is_between_members_) {
            inflateReset(&inflater_);
            is_between_members_ = false;
        }
        inflater_.next_in = const_cast<Bytef*>(pending_.data());  // zlib does not write there
        inflater_.avail_in = static_cast<uInt>(pending_.size());
        const int status = inflate(&inflater_, Z_NO_FLUSH);
        pending_ = pending_.last(inflater_.avail_in);
        if (status == Z_STREAM_END) {
            is_between_members_ = true;
        } else if (status != Z_OK && status != Z_BUF_ERROR) {
            const char* reason = inflater_.msg != nullptr ? inflater_.msg : "unknown defect";
            throw input_error(path_ + ": the gzip data is damaged: " + reason);
        }
    }

    std::string path_;
    int descriptor_;
    std::unique_ptr<XXH3_state_t, free_hash> hash_;
    std::array<unsigned char, 64 * 1024> buffer_;
    std::span<const unsigned char> pending_;  // what was read and not yet handed on, inside buffer_
    std::uint64_t bytes_read_ = 0;
    bool is_gzip_ = false;
    bool is_between_members_ = false;
    z_stream inflater_{};
};

input_file::input_file(const std::string& path)
    : implementation_(std::make_unique<implementation>(path)) {}

input_file::input_file(input_file&&) noexcept = default;
input_file::~input_file() = default;

std::size_t input_file::read(std::span<char> out) {
    return implementation_->read(out);
}

const std::string& input_file::path() const noexcept {
    return implementation_->path();
}

std::uint64_t input_file::bytes_read() const noexcept {
    return implementation_->bytes_read();
}

std::optional<std::uint64_t> input_file::size() const noexcept {
    return implementation_->size();
}

std::uint64_t input_file::checksum() const noexcept {
    return implementation_->checksum();
}

}  // namespace unamex::ingest
