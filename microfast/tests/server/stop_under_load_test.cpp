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

/// Pipelines until the server says close, as a load balancer would. Counts what it is owed then:
/// requests without an answer although no answer before has said close.
class pipelining_load {
public:
    explicit pipelining_load(std::uint16_t port) : client_{port} {}

    void run(std::atomic<int>& answered, std::atomic<int>& lost) {
        std::string requests;
        for (int i = 0; i < depth; ++i)
            requests += i % 3 == 1 ? get("/yield/1/hello") : get("/hello");
        while (!closed_ && client_.try_send(requests))
            read_answers(answered, lost);
        if (!closed_) lost += depth;  // reset instead of answered
    }

private:
    void read_answers(std::atomic<int>& answered, std::atomic<int>& lost) {
        for (int missing = depth; missing > 0 && !closed_; --missing) {
            const auto next = client_.try_read();
            if (!next || next->body != "hello") {
                lost += missing;
                closed_ = true;
                return;
            }
            ++answered;
            closed_ = next->has_line("Connection: close");
        }
    }

    test_client client_;
    bool closed_ = false;
};

/// Starts a server, loads it, and stops it after so many answers.
void stop_after(int answers, std::atomic<int>& lost) {
    auto options = test_options();
    options.shutdown.idle_grace = std::chrono::seconds{10};  // for a client that is not scheduled
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
