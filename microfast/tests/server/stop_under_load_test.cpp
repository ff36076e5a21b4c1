#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "server/test_client.hpp"
#include "server/test_server.hpp"

namespace microfast::server {

namespace {

constexpr int rounds = 100;
constexpr int clients = 4;
constexpr int depth = 8;

/// Pipelines until the server says close. A batch travels in one piece and is read in one: the
/// server has accepted all of it or nothing, and owes an answer to all of what it has accepted.
class pipelining_load {
public:
    explicit pipelining_load(std::uint16_t port) : client_{port} {}

    void run(std::atomic<int>& answered, std::atomic<int>& lost) {
        std::string batch;
        for (int i = 0; i < depth; ++i)
            batch += i % 3 == 1 ? get("/yield/1/hello") : get("/hello");
        for (bool open = true; open;) {
            const int missing = client_.try_send(batch) ? read_answers(answered) : depth;
            lost += missing;
            open = missing == 0 && !said_close_;
        }
    }

private:
    /// How many answers of a batch did not come.
    int read_answers(std::atomic<int>& answered) {
        for (int missing = depth; missing > 0; --missing) {
            const auto next = client_.try_read();
            if (!next || next->body != "hello") return missing;
            said_close_ = next->has_line("Connection: close");
            ++answered;
        }
        return 0;
    }

    test_client client_;
    bool said_close_ = false;
};

/// Starts a server, loads it, and stops it after so many answers.
void stop_after(int answers, std::atomic<int>& lost) {
    auto options = test_options();
    options.shutdown.idle_grace = std::chrono::seconds{10};  // for a client that is not scheduled
    options.limits.pipelined_requests = 3;  // so that a part of each batch has to wait
    test_server served{options};
    served.start();
    std::atomic<int> answered = 0;
    std::vector<std::unique_ptr<pipelining_load>> loads;
    std::vector<std::thread> threads;
    // All connect before the first sends: one that is late would find the port closed.
    for (int i = 0; i < clients; ++i)
        loads.push_back(std::make_unique<pipelining_load>(served.port()));
    for (auto& load : loads) {
        threads.emplace_back([&load, &answered, &lost] {
            load->run(answered, lost);
            load.reset();
        });
    }
    while (answered < answers)
        std::this_thread::yield();
    served.stop();
    for (auto& thread : threads)
        thread.join();
}

TEST(server_that_stops_under_load, loses_no_request_in_a_hundred_stops) {
    std::mt19937 random{11};
    std::atomic<int> lost = 0;
    for (int round = 0; round < rounds; ++round)
        stop_after(static_cast<int>(random() % 400), lost);
    EXPECT_EQ(lost, 0);
}

}  // namespace

}  // namespace microfast::server
