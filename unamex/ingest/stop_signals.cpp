#include <ingest/stop_signals.hpp>

#include <atomic>

namespace unamex::ingest {

namespace {

std::atomic<int> noted{0};
static_assert(std::atomic<int>::is_always_lock_free, "or a signal handler could not store it");

void note(int number) {
    noted.store(number);
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
}

}  // namespace

stop_signals::stop_signals() {
    noted.store(0);
    struct sigaction action {};
    action.sa_handler = &note;
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGINT, &action, &on_interrupt_before_);
    ::sigaction(SIGTERM, &action, &on_terminate_before_);
}

stop_signals::~stop_signals() {
    ::sigaction(SIGINT, &on_interrupt_before_, nullptr);
    ::sigaction(SIGTERM, &on_terminate_before_, nullptr);
}

int stop_signals::arrived() const noexcept {
    return noted.load();
}

}  // namespace unamex::ingest
