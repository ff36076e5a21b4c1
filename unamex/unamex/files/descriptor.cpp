#include <unamex/files/descriptor.hpp>

#include <fcntl.h>
#include <unistd.h>

namespace unamex::files {

namespace {

constexpr mode_t readable_by_all = 0644;

}  // namespace

descriptor::descriptor(const std::filesystem::path& path, int flags) noexcept
    : number_{::open(path.c_str(), flags | O_CLOEXEC, readable_by_all)} {}

descriptor& descriptor::operator=(descriptor&& other) noexcept {
    if (this == &other) return *this;
    close();
    number_ = std::exchange(other.number_, -1);
    return *this;
}

void descriptor::close() noexcept {
    if (is_open()) ::close(std::exchange(number_, -1));
}

}  // namespace unamex::files
