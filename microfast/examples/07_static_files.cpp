// The files below a directory, and nothing else of the disk.
//
//   07_static_files --files public
//   curl -i http://127.0.0.1:8080/static/ -H 'Range: bytes=0-9'
#include <microfast/microfast.hpp>

#include <exception>
#include <iostream>

#include "command_line.hpp"

namespace mf = microfast;

int main(int count, char** words) try {
    example::command_line options(count, words);
    //! [options]
    mf::static_file_options files;
    files.directory = options.take("--files", ".");
    files.cache_control = "public, max-age=3600";
    files.document_cache_control = "no-cache";  // a page is asked for again, and mostly 304

    mf::application app{{.title = "Static files"}};
    app.get("/", [] { return mf::redirect{"/static/"}; });
    app.get("/static/{path*}", mf::static_files(files)).undocumented();
    //! [options]
    options.serve(app);
    return 0;
} catch (const std::exception& failure) {
    std::cerr << failure.what() << '\n';
    return 1;
}
