/// @file
/// A new identity for each claim.
#pragma once

#include <string>

namespace unamex::services {

/// 128 random bits as 32 hexadecimal digits: no two claims of any process get the same.
///
/// Thread safety: safe.
[[nodiscard]] std::string make_claim_id();

}  // namespace unamex::services
