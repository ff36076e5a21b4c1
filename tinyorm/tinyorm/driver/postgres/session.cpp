#include <tinyorm/core/error.hpp>
#include <tinyorm/driver/postgres/session.hpp>

#include <array>
#include <exception>
#include <pqxx/pqxx>

namespace tinyorm::driver::postgres {

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
    cancel_.reset(PQgetCancel(handle()));
}

session::~session() = default;

PGconn* session::handle() const noexcept {
    return implementation_->handle();
}

void session::cancel() const noexcept {
    std::array<char, 256> reason{};
    // What could be done about a failure? The session is proven before anybody else uses it.
    PQcancel(cancel_.get(), reason.data(), static_cast<int>(reason.size()));
}

}  // namespace tinyorm::driver::postgres
