/// @file
/// The rules for heads that are spelt correctly but may still not be trusted.
#pragma once

#include <microfast/http/request_head.hpp>

namespace microfast::http {

/// Applies the rules about Host, message framing, connection and expectations to a head whose
/// request line and fields have been read, and sets what follows from them. Returns 0, or the
/// status to refuse it with.
///
/// Works on what was read, not on how, so every reader of heads is held to the same rules.
/// Source: RFC 9112, sections 3.2, 6 and 9.3; RFC 9110, sections 7.2, 8.6 and 10.1.1.
[[nodiscard]] int apply_head_rules(request_head& head) noexcept;

}  // namespace microfast::http
