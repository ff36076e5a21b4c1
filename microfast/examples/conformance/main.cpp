// One server with every feature, for the test suites and load generators of others.
//
//   microfast_conformance [--bind HOST:PORT] [--workers NUMBER] [--static DIRECTORY]
//                         [--requests-per-connection NUMBER]
#include <exception>
#include <iostream>

#include "conformance/arguments.hpp"
#include "conformance/routes.hpp"

int main(int count, char** words) try {
    const auto arguments = conformance::parse_arguments(count, words);
    microfast::application app{{.title = "microfast conformance", .version = "1.0.0"}};
    conformance::add_plain_routes(app);
    conformance::add_shop_routes(app);
    conformance::add_form_routes(app);
    conformance::add_file_routes(app, arguments.files);
    conformance::add_stream_routes(app);
    conformance::add_numbered_routes(app);
    app.run(arguments.server);
    return 0;
} catch (const std::exception& failure) {
    std::cerr << failure.what() << '\n';
    return 1;
}
