/// @file
/// Waits for the operator to end the program.
#pragma once

namespace unamex::api {

/// While it lives, the first SIGTERM or SIGINT is waited for instead of ending the process at once;
/// a second one ends it as usual.
///
/// Thread safety: none. One object in a process.
class termination {
public:
    termination();
    termination(const termination&) = delete;
    termination& operator=(const termination&) = delete;
    ~termination();

    /// Returns the number of the signal that came.
    int wait_blocking();
};

}  // namespace unamex::api
