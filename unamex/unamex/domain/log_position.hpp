/// @file
/// How far has the log of changes been read?
#pragma once

#include <unamex/domain/slot.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace unamex::domain {

/// A place in the log: the changes of a slot are numbered from 1 without gaps, in the order of
/// their commits.
struct log_position {
    slot_id slot{};
    std::uint64_t sequence = 0;

    bool operator==(const log_position&) const = default;
};

/// The last applied sequence of every slot; 0 where nothing has been applied.
///
/// Thread safety: none. Errors: none.
class log_positions {
public:
    log_positions() : sequences_(slot_count) {}

    [[nodiscard]] std::uint64_t operator[](slot_id slot) const {
        return sequences_[index_of(slot)];
    }

    /// Moves a slot forward; a position that is already behind is ignored.
    void advance(log_position position) {
        auto& sequence = sequences_[index_of(position.slot)];
        if (sequence < position.sequence) sequence = position.sequence;
    }

    /// All sequences, by slot.
    [[nodiscard]] std::span<const std::uint64_t, slot_count> sequences() const {
        return std::span<const std::uint64_t, slot_count>{sequences_};
    }

    bool operator==(const log_positions&) const = default;

private:
    std::vector<std::uint64_t>
        sequences_;  // always slot_count of them; on the heap for its 128 KiB
};

}  // namespace unamex::domain
