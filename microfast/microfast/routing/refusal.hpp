/// @file
/// Why the server refuses a request before, or instead of, its handler.
#pragma once

#include <string>

namespace microfast::routing {

/// A value in the context of a request that the server refuses: its head is malformed or too large,
/// its body is, it comes too slowly, or its handler takes too long. The router's own route for
/// these (`router::refused`) answers it, so that middleware sees it as it sees 404.
///
/// Of a request whose head could not be read only the method, if that could, and the address of the
/// client are known: target, path and fields are empty.
struct refusal {
    int status = 0;
    std::string detail{};  ///< for the client; may be empty
};

}  // namespace microfast::routing
