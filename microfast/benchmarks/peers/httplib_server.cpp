// cpp-httplib: a thread for each connection that is busy. Run: httplib_server PORT
#include <httplib.h>

#include <cstdlib>
#include <string>

int main(int count, char** arguments) {
    if (count != 2) return 1;
    httplib::Server server;
    server.new_task_queue = [] { return new httplib::ThreadPool(256); };
    server.set_tcp_nodelay(true);
    server.set_keep_alive_max_count(1'000'000'000);
    server.Get("/plaintext", [](const httplib::Request&, httplib::Response& response) {
        response.set_content("Hello, World!", "text/plain; charset=utf-8");
    });
    server.Get("/json", [](const httplib::Request&, httplib::Response& response) {
        response.set_content(R"({"message":"Hello, World!"})", "application/json");
    });
    for (int route = 0; route < 300; ++route) {
        server.Get(
            "/api/v1/r" + std::to_string(route) + "/items/(\\d+)/detail",
            [route](const httplib::Request& request, httplib::Response& response) {
                response.set_content(
                    "{\"route\":" + std::to_string(route) + ",\"id\":" + request.matches[1].str() +
                        "}",
                    "application/json"
                );
            }
        );
    }
    server.listen("127.0.0.1", std::stoi(arguments[1]));
}
