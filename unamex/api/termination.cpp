#include <api/termination.hpp>

#include <semaphore.h>

#include <atomic>
#include <cerrno>
#include <csignal>

namespace unamex::api {

namespace {

std::atomic<int> noted{0};
sem_t came;  // sem_post is one of the few calls that a signal handler may make

void note(int number) {
    const int error_before = errno;
    noted.store(number);
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    ::sem_post(&came);
    errno = error_before;
}

void set_handlers(void (*handler)(int)) {
    struct sigaction action {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
}

}  // namespace

termination::termination() {
    noted.store(0);
    ::sem_init(&came, 0, 0);
    set_handlers(&note);
}

termination::~termination() {
    set_handlers(SIG_DFL);
    ::sem_destroy(&came);
}

int termination::wait_blocking() {
    while (::sem_wait(&came) != 0 && errno == EINTR) {
    }
    return noted.load();
}

}  // namespace unamex::api
