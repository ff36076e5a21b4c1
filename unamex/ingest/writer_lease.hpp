/// @file
/// The right to write to every shard, for as long as a load takes.
#pragma once

#include <unamex/ports/writer_registry.hpp>
#include <unamex/services/periodic_thread.hpp>

#include <cstddef>
#include <optional>

namespace unamex::ingest {

/// This process as a writer of all shards: registered when the constructor returns, which waits
/// until other processes have noticed; renewed by a thread; struck off at the end.
///
/// Thread safety: none. Errors: `ports::store_unavailable` from the constructor. A lease that
/// cannot be renewed runs out, and the shard refuses what is written after that.
class writer_lease {
public:
    writer_lease(ports::writer_registry& writers, std::size_t shards);
    writer_lease(const writer_lease&) = delete;
    writer_lease& operator=(const writer_lease&) = delete;
    ~writer_lease();

private:
    void renew() const noexcept;

    ports::writer_registry& writers_;
    std::size_t shards_;
    std::optional<services::periodic_thread> renewing_;
};

}  // namespace unamex::ingest
