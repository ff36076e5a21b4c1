/// @file
/// What a careful user of libpq writes.
#pragma once

#include <libpq-fe.h>

#include <array>
#include <charconv>
#include <memory>
#include <stdexcept>
#include <string>

#include "account.hpp"

namespace tinyorm::benchmarks {

struct clear_result {
    void operator()(PGresult* result) const { PQclear(result); }
};
using raw_result = std::unique_ptr<PGresult, clear_result>;

class raw_postgres {
public:
    explicit raw_postgres(const std::string& url) : handle_(PQconnectdb(url.c_str())) {
        if (PQstatus(handle_) != CONNECTION_OK) throw std::runtime_error{PQerrorMessage(handle_)};
    }
    raw_postgres(const raw_postgres&) = delete;
    raw_postgres& operator=(const raw_postgres&) = delete;
    ~raw_postgres() { PQfinish(handle_); }

    [[nodiscard]] PGconn* handle() const { return handle_; }
    raw_result run(const std::string& sql) { return check(PQexec(handle_, sql.c_str())); }
    void prepare(const char* name, const std::string& sql) {
        check(PQprepare(handle_, name, sql.c_str(), 0, nullptr));
    }
    raw_result execute(const char* name) {
        return check(PQexecPrepared(handle_, name, 0, nullptr, nullptr, nullptr, 0));
    }
    raw_result execute(const char* name, i64 number) {
        std::array<char, 24> text{};
        *std::to_chars(text.data(), text.data() + text.size() - 1, number).ptr = '\0';
        const char* parameters[] = {text.data()};
        return check(PQexecPrepared(handle_, name, 1, parameters, nullptr, nullptr, 0));
    }
    raw_result check(PGresult* received) {
        raw_result owned{received};
        const auto status = PQresultStatus(received);
        if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_COPY_IN)
            return owned;
        throw std::runtime_error{PQerrorMessage(handle_)};
    }

private:
    PGconn* handle_;
};

inline Account::row read_account(const PGresult* from, int row) {
    const auto text = [=](int column) {
        return std::string_view{
            PQgetvalue(from, row, column),
            static_cast<std::size_t>(PQgetlength(from, row, column))};
    };
    const auto number = [&text](int column, auto& target) {
        const auto digits = text(column);
        std::from_chars(digits.data(), digits.data() + digits.size(), target);
    };
    Account::row read;
    number(0, read.id);
    read.username = text(1);
    if (PQgetisnull(from, row, 2) == 0) read.email = text(2);
    read.is_active = text(3) == "t";
    number(4, read.visits);
    return read;
}

}  // namespace tinyorm::benchmarks
