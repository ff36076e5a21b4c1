#include <microfast/core/error.hpp>
#include <microfast/middleware/content_coding.hpp>
#include <microfast/middleware/decompress.hpp>
#include <microfast/middleware/encoder_lease.hpp>
#include <microfast/middleware/onion.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "middleware/layer_harness.hpp"

namespace microfast::middleware {

namespace {

std::string encoded(std::string_view coding, std::string_view content) {
    const auto& known = *find_coding(coding);
    encoder_lease lease(known, known.default_level);
    std::string coded;
    lease.write(content, coded, flush_mode::finish);
    return coded;
}

/// The status, and what the handler saw.
std::string echo(std::string_view coding, std::string_view body) {
    exchange one("POST", "/", "Content-Encoding: " + std::string(coding) + "\r\n");
    one.in.set_body(body);
    one.call(decompress({.largest_body = 1_KiB}), plain([](http::request& in, http::response& out) {
                 out.set_text(in.body());
             }));
    return std::to_string(one.out.status) + " " + (one.out.status == 200 ? one.out.body : "");
}

TEST(decompress, gives_the_handler_the_content) {
    for (const auto* coding : {"gzip", "x-gzip", "deflate", "br", "zstd", "GZip"})
        EXPECT_EQ(echo(coding, encoded(coding, "some content")), "200 some content") << coding;
    EXPECT_EQ(echo("identity", "as it is"), "200 as it is");
    EXPECT_EQ(echo("gzip", ""), "200 ");
}

TEST(decompress, stops_a_bomb) {
    for (const auto* coding : {"gzip", "deflate", "br", "zstd"}) {
        EXPECT_EQ(echo(coding, encoded(coding, std::string(1024, 'a'))).substr(0, 4), "200 ");
        EXPECT_EQ(echo(coding, encoded(coding, std::string(1025, 'a'))), "413 ") << coding;
        EXPECT_EQ(echo(coding, encoded(coding, std::string(9'000'000, 'a'))), "413 ") << coding;
    }
}

TEST(decompress, refuses_what_it_does_not_know_and_says_what_it_knows) {
    for (const auto* coding : {"compress", "gzip, br", "nonsense", "\"gzip\""}) {
        exchange one("POST", "/", "Content-Encoding: " + std::string(coding) + "\r\n");
        one.in.set_body("x");
        one.call(decompress(), answering("never asked"));
        EXPECT_EQ(one.out.status, 415) << coding;
        EXPECT_EQ(one.field("Accept-Encoding"), "zstd, br, gzip, deflate");
    }
    EXPECT_EQ(echo("gzip", "not gzip"), "400 ");
}

TEST(decompress, decodes_once) {
    const std::vector layers{decompress(), decompress()};
    EXPECT_THROW((void)fold(layers, answering("")), error);
    const auto twice =
        make_middleware([](http::request&, http::response&, http::next& inner) -> task<void> {
            co_await inner();
            co_await inner();
        });
    exchange one("POST", "/", "Content-Encoding: gzip\r\n");
    const auto coded = encoded("gzip", "some content");
    one.in.set_body(coded);
    const std::vector around{twice, layers[0]};
    one.call(fold(around, plain([](http::request& in, http::response& out) {
                      out.set_text(in.body());
                  })));
    EXPECT_EQ(one.out.body, "some content");
}

TEST(decompress, leaves_other_requests_alone) {
    exchange one("POST", "/");
    one.in.set_body("as it is");
    one.call(decompress(), plain([](http::request& in, http::response& out) {
                 out.set_text(in.body());
             }));
    EXPECT_EQ(one.out.body, "as it is");
}

}  // namespace

}  // namespace microfast::middleware
