/// @file
/// Tables of heads: each row is a head and the status it is refused with.
#pragma once

#include <microfast/http/head_parser.hpp>

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <string_view>

namespace microfast::http {

inline head_result parse(
    std::string_view bytes, request_head& head, const http_limits& limits = {}
) {
    std::size_t scanned = 0;
    return parse_head(bytes, scanned, limits, head);
}

inline head_result parse(std::string_view bytes, const http_limits& limits = {}) {
    request_head head;
    return parse(bytes, head, limits);
}

/// A head, and the status it is refused with; 0 if it is accepted.
struct head_case {
    const char* name;
    std::string head;
    int status;
};

inline std::ostream& operator<<(std::ostream& out, const head_case& tested) {
    return out << tested.name;
}

/// The head of a GET with these lines after the Host line.
inline std::string get_with(const std::string& lines) {
    return "GET / HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n";
}

inline std::string get_target(const std::string& target) {
    return "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n";
}

inline std::string get_host(const std::string& host) {
    return "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
}

inline std::string request_line(const std::string& line) {
    return line + "\r\nHost: a\r\n\r\n";
}

class head_table : public testing::TestWithParam<head_case> {
protected:
    static void expect_verdict() {
        const auto result = parse(GetParam().head);
        const bool accepted = GetParam().status == 0;
        EXPECT_EQ(result.progress, accepted ? parse_progress::complete : parse_progress::rejected);
        EXPECT_EQ(result.status, GetParam().status);
        EXPECT_EQ(result.consumed, accepted ? GetParam().head.size() : 0);
    }
};

inline std::string case_name(const testing::TestParamInfo<head_case>& tested) {
    return tested.param.name;
}

}  // namespace microfast::http
