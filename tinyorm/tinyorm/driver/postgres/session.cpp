#include <tinyorm/core/error.hpp>
#include <tinyorm/driver/postgres/session.hpp>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <exception>
#include <future>
#include <pqxx/pqxx>
#include <system_error>
#include <thread>

namespace tinyorm::driver::postgres {

namespace {

constexpr std::chrono::seconds cancel_deadline{1};

}  // namespace

#if PQXX_VERSION_MAJOR >= 7

class session::implementation {
public:
    explicit implementation(const std::string& conninfo)
        : handle_(open(conninfo)),
          owner_(seize(handle_)) {}

    [[nodiscard]] PGconn* handle() const noexcept { return handle_; }

private:
    static PGconn* open(const std::string& conninfo) {
        auto* const opened = PQconnectdb(conninfo.c_str());
        if (PQstatus(opened) == CONNECTION_OK) return opened;
        const std::string reason = PQerrorMessage(opened);
        PQfinish(opened);
        throw pqxx::broken_connection{reason};
    }

    static pqxx::connection seize(PGconn* opened) {  // needs libpqxx 7.7.4
        return pqxx::connection::seize_raw_connection(opened);
    }

    PGconn* handle_;
    pqxx::connection owner_;
};

#else

namespace {

class capturing_policy : public pqxx::connect_direct {
public:
    using pqxx::connect_direct::connect_direct;

    handle do_startconnect(handle previous) override {
        return captured_ = pqxx::connect_direct::do_startconnect(previous);
    }
    [[nodiscard]] PGconn* captured() const noexcept { return captured_; }

private:
    handle captured_ = nullptr;
};

class owning_connection : public pqxx::connection_base {
public:
    explicit owning_connection(pqxx::connectionpolicy& policy) : pqxx::connection_base(policy) {
        init();
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
        inhibit_reactivation(true
        );  // deprecated, and the only way to keep 6.4 from reconnecting in silence
#pragma GCC diagnostic pop
    }
    owning_connection(const owning_connection&) = delete;
    owning_connection& operator=(const owning_connection&) = delete;
    ~owning_connection() {
        close();
    }
};

}  // namespace

class session::implementation {
public:
    explicit implementation(const std::string& conninfo) : policy_(conninfo), owner_(policy_) {}

    [[nodiscard]] PGconn* handle() const noexcept { return policy_.captured(); }

private:
    capturing_policy policy_;
    owning_connection owner_;
};

#endif

namespace {

// The thread stays behind when the server stands still: PQcancel has no deadline.
bool is_cancellation_taken(const std::shared_ptr<PGcancel>& request) noexcept {
    try {
        const auto taken = std::make_shared<std::promise<void>>();
        auto is_taken = taken->get_future();
        std::thread{[request, taken] {
            std::array<char, 256> reason{};
            // What could be done about a failure? The session is proven before anybody else uses
            // it.
            PQcancel(request.get(), reason.data(), static_cast<int>(reason.size()));
            taken->set_value();
        }}.detach();
        return is_taken.wait_for(cancel_deadline) == std::future_status::ready;
    } catch (const std::system_error&) {
        return false;  // no thread is to be had
    }
}

}  // namespace

session::session(const std::string& conninfo) {
    try {
        implementation_ = std::make_unique<implementation>(conninfo);
    } catch (const std::exception& refused) {
        std::string reason = refused.what();
        while (reason.ends_with('\n'))
            reason.pop_back();
        throw error(error_kind::cannot_connect, "cannot connect to PostgreSQL: " + reason);
    }
    PQsetNoticeReceiver(
        handle(), [](void*, const PGresult*) {}, nullptr
    );  // libpq would print them
    cancel_.reset(PQgetCancel(handle()), &PQfreeCancel);
    socket_ = ::fcntl(PQsocket(handle()), F_DUPFD_CLOEXEC, 0);
    if (socket_ < 0) {
        const auto reason = std::generic_category().message(errno);
        throw error(error_kind::cannot_connect, "cannot connect to PostgreSQL: " + reason);
    }
}

session::~session() {
    ::close(socket_);
}

PGconn* session::handle() const noexcept {
    return implementation_->handle();
}

void session::cancel() const noexcept {
    if (!is_cancellation_taken(cancel_)) cut();
}

void session::cut() const noexcept {
    ::shutdown(socket_, SHUT_RDWR);
}

}  // namespace tinyorm::driver::postgres
