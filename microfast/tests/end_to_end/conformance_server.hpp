/// @file
/// The conformance server, and one client of it.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "end_to_end/running_example.hpp"
#include "server/test_client.hpp"

namespace microfast {

/// Files of a test's own, gone after it.
class temporary_files {
public:
    temporary_files() {
        std::string pattern = std::filesystem::temp_directory_path() / "microfast_test_XXXXXX";
        path = ::mkdtemp(pattern.data());
    }
    temporary_files(const temporary_files&) = delete;
    temporary_files& operator=(const temporary_files&) = delete;
    ~temporary_files() { std::filesystem::remove_all(path); }

    void write(std::string_view name, std::string_view content) const {
        std::ofstream(path / name, std::ios::binary) << content;
    }

    std::filesystem::path path;
};

class conformance_server : public testing::Test {
protected:
    conformance_server() {
        files.write("page.html", "<!doctype html>");
        files.write("data.bin", std::string(200'000, 'x'));
    }

    server::answer get(std::string_view path, std::string_view lines = {}) {
        return exchange(server::get(path, lines));
    }
    server::answer post(std::string_view path, std::string_view body, std::string_view lines = {}) {
        return exchange(server::post(path, body, lines));
    }
    server::answer post_json(std::string_view path, std::string_view body) {
        return post(path, body, "Content-Type: application/json\r\n");
    }
    server::answer exchange(std::string_view bytes) {
        client.send(bytes);
        return client.read();
    }

    const temporary_files files;
    running_example program{
        "microfast_conformance", {"--bind", "127.0.0.1:0", "--static", files.path}};
    server::test_client client{program.port};
};

}  // namespace microfast
