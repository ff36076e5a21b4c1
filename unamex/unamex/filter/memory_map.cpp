#include <unamex/filter/memory_map.hpp>

#include <sys/mman.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace unamex::filter {
namespace {

std::span<std::byte> map_or_throw(std::size_t size, int flags, int file) {
    void* address = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | flags, file, 0);
    if (address == MAP_FAILED) {
        throw std::system_error{errno, std::generic_category(), "cannot map memory for the filter"};
    }
    return {static_cast<std::byte*>(address), size};
}

}  // namespace

memory_map memory_map::zeroed(std::size_t size) {
    const auto bytes = map_or_throw(size, MAP_ANONYMOUS, -1);
#if defined(MADV_HUGEPAGE)
    ::madvise(
        bytes.data(), size, MADV_HUGEPAGE
    );  // probes are random: spares misses of the page table
#endif
    return memory_map{bytes};
}

memory_map memory_map::copy_of(int file, std::size_t size) {
    return memory_map{map_or_throw(size, 0, file)};
}

memory_map::memory_map(memory_map&& other) noexcept : bytes_{std::exchange(other.bytes_, {})} {}

memory_map& memory_map::operator=(memory_map&& other) noexcept {
    std::swap(bytes_, other.bytes_);
    return *this;
}

memory_map::~memory_map() {
    if (!bytes_.empty()) ::munmap(bytes_.data(), bytes_.size());
}

}  // namespace unamex::filter
