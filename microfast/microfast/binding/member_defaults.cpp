#include <microfast/binding/member_defaults.hpp>

namespace microfast::binding::detail {

namespace {

/// An object in memory that held only `filling` before. Both sides of its construction are
/// volatile, or a compiler might take the filling for dead.
class probe {
public:
    probe(const object_life& life, unsigned char filling)
        : life_(life),
          filling_(filling),
          memory_(::operator new (life.size, std::align_val_t{life.alignment})) {
        auto* bytes = static_cast<volatile unsigned char*>(memory_);
        for (std::size_t i = 0; i < life_.size; ++i)
            bytes[i] = filling_;
        life_.make(memory_);
    }
    probe(const probe&) = delete;
    probe& operator=(const probe&) = delete;
    ~probe() {
        life_.end(memory_);
        ::operator delete (memory_, std::align_val_t{life_.alignment});
    }

    [[nodiscard]] bool is_written(const plain_member& member) const {
        const auto* bytes = static_cast<const volatile unsigned char*>(member.locate(memory_));
        for (std::size_t i = 0; i < member.size; ++i) {
            if (bytes[i] != filling_) return true;
        }
        return false;
    }

private:
    const object_life& life_;
    unsigned char filling_;
    void* memory_;
};

}  // namespace

std::uint64_t find_written(std::span<const plain_member> members, const object_life& life) {
    const probe first(life, 0xA5);
    const probe second(life, 0x5A);
    std::uint64_t written = 0;
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (members[i].size == 0) continue;
        const bool is_written = first.is_written(members[i]) || second.is_written(members[i]);
        written |= std::uint64_t{is_written} << i;
    }
    return written;
}

}  // namespace microfast::binding::detail
