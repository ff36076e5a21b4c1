/// @file
/// Which rules turned a name into its key?
#pragma once

#include <cstdint>

namespace unamex::domain {

/// The version of everything that decides where a name is stored and found: the order of the
/// normalisation rules, the hash function with its seed, and how slots are cut from the hash.
///
/// Raise it with any change that gives a name another key or another hash. Stores and snapshots
/// carry the version they were written under, and are refused under any other.
inline constexpr std::uint32_t key_version = 1;

}  // namespace unamex::domain
