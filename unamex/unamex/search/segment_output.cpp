#include <unamex/search/segment_error.hpp>
#include <unamex/search/segment_output.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace unamex::search {
namespace {

std::string message_of(int code) {
    return std::error_code{code, std::system_category()}.message();
}

}  // namespace

replacing_file::replacing_file(std::filesystem::path target)
    : target_{std::move(target)},
      written_{target_} {
    written_ += ".new";
    descriptor_ = ::open(written_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (descriptor_ < 0) fail();
}

replacing_file::~replacing_file() {
    if (descriptor_ < 0) return;
    ::close(descriptor_);
    ::unlink(written_.c_str());
}

void replacing_file::append(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail();
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

void replacing_file::replace_start(std::string_view bytes) {
    const auto written = ::pwrite(descriptor_, bytes.data(), bytes.size(), 0);
    if (written != static_cast<ssize_t>(bytes.size())) fail();
}

void replacing_file::commit() {
    if (::fsync(descriptor_) != 0) fail();
    if (::rename(written_.c_str(), target_.c_str()) != 0) fail();
    ::close(std::exchange(descriptor_, -1));
    const auto folder =
        target_.has_parent_path() ? target_.parent_path() : std::filesystem::path{"."};
    const auto opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (opened < 0) fail();
    const auto synced = ::fsync(opened);
    const auto code = errno;
    ::close(opened);
    if (synced != 0) {
        throw segment_error{segment_defect::unreadable, target_.string(), message_of(code)};
    }
}

void replacing_file::fail() const {
    throw segment_error{segment_defect::unreadable, written_.string(), message_of(errno)};
}

}  // namespace unamex::search
