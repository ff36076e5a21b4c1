/// @file
/// Serves the files below a directory.
#pragma once

#include <microfast/core/byte_count.hpp>
#include <microfast/files/directory_root.hpp>
#include <microfast/files/file_cache.hpp>
#include <microfast/files/file_path.hpp>
#include <microfast/files/mime_types.hpp>
#include <microfast/http/handler.hpp>
#include <microfast/http/request.hpp>
#include <microfast/http/response.hpp>

#include <chrono>
#include <memory>
#include <string>

namespace microfast::files {

struct static_file_options {
    std::string directory{};
    std::string parameter = "path";    ///< of the route, `{path*}`: the path below the directory
    std::string index = "index.html";  ///< answers for a directory; empty: directories are 404
    std::string fallback{};  ///< answers where nothing is and the name has no extension: the page
                             ///< of an application that has its routes in the browser
    std::string cache_control{};           ///< of everything but HTML; empty: the field is not sent
    std::string document_cache_control{};  ///< of HTML, which should be asked for again: "no-cache"
    hidden_files hidden = hidden_files::refuse;
    symlink_policy symlinks = symlink_policy::within_root;
    path_walker walker = path_walker::kernel;
    file_cache_options cache{};  ///< of each event loop
    mime_types types{};
};

/// The times that an answer depends on.
struct file_clock {
    std::chrono::sys_seconds date;              ///< for the client's dates
    std::chrono::steady_clock::time_point now;  ///< for trust in what is cached
};

/// A handler for a route that ends in a tail:
///
///     app.get("/static/{path*}", microfast::static_files("public"));
///
/// Regular files below the directory and nothing else: no way out of it, no hidden names, no pipes
/// or devices, no listings. A directory is answered by its index file, after a redirect to the path
/// with a slash at the end, which keeps the query. A compressed twin beside a file ("app.js.br",
/// ".zst", ".gz") is sent to clients that take it. Conditions, ranges, entity tags and dates are as
/// `answer_with_file` has them.
///
/// Files are cached for each event loop and looked at again after `file_cache_options::trust`; the
/// disk is read on the event loop, which waits for it if the content is in no cache of the system.
///
/// Thread safety: safe. Copies share everything. Errors: the constructor throws `error` if the
/// directory cannot be opened.
class static_files {
public:
    explicit static_files(static_file_options options);
    explicit static_files(const std::string& directory);

    void answer(http::request& request, http::response& answer, const file_clock& clock) const;

    /// Answers by the clocks of the system.
    [[nodiscard]] http::response operator()(http::request& request) const;

    /// The same without a response on the way: what to add to a router directly.
    [[nodiscard]] http::handler to_handler() const;

private:
    class service;
    std::shared_ptr<const service> service_;
};

}  // namespace microfast::files
