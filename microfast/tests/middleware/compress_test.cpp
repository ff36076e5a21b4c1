#include <microfast/core/error.hpp>
#include <microfast/http/body_source.hpp>
#include <microfast/middleware/compress.hpp>
#include <microfast/middleware/content_coding.hpp>

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "middleware/layer_harness.hpp"

namespace microfast::middleware {

namespace {

const std::string text(4000, 'x');

std::string decoded(std::string_view coding, std::string_view coded) {
    std::string content;
    const auto status = find_coding(coding)->decode(coded, 1'000'000, content);
    return status == decode_status::complete ? content : "(malformed)";
}

/// Answers `text` after `change`.
http::handler changed(std::function<void(http::response&)> change) {
    return plain([change = std::move(change)](http::request&, http::response& out) {
        out.set_text(text);
        change(out);
    });
}

/// The coding that the answer has.
std::string coding_of(std::string_view accepted, const http::handler& handler = answering(text)) {
    exchange one("GET", "/", "Accept-Encoding: " + std::string(accepted) + "\r\n");
    one.call(compress(), handler);
    return one.field("Content-Encoding");
}

TEST(compress, encodes_what_the_client_can_decode) {
    for (const auto* coding : {"zstd", "br", "gzip"}) {
        exchange one("GET", "/", "Accept-Encoding: " + std::string(coding) + "\r\n");
        one.call(compress(), answering(text));
        EXPECT_EQ(one.field("Content-Encoding"), coding);
        EXPECT_EQ(one.field("Vary"), "Accept-Encoding");
        EXPECT_LT(one.out.body.size(), text.size() / 10);
        EXPECT_EQ(decoded(coding, one.out.body), text);
    }
}

TEST(compress, follows_the_clients_preferences) {
    EXPECT_EQ(coding_of("gzip, br, zstd"), "zstd");
    EXPECT_EQ(coding_of("gzip;q=1, br;q=0.5, zstd;q=0.1"), "gzip");
    EXPECT_EQ(coding_of("gzip;q=0, br"), "br");
    EXPECT_EQ(coding_of("*"), "zstd");
    EXPECT_EQ(coding_of("deflate"), "(none)");
    EXPECT_EQ(coding_of("gzip;q=0"), "(none)");
    EXPECT_EQ(coding_of("identity;q=0"), "(none)");  // better this than nothing
    EXPECT_EQ(coding_of("identity, gzip;q=0.5"), "(none)");
    exchange silent("GET", "/");
    silent.call(compress(), answering(text));
    EXPECT_EQ(silent.field("Content-Encoding"), "(none)");
    EXPECT_EQ(silent.field("Vary"), "Accept-Encoding");
}

TEST(compress, leaves_alone_what_is_not_worth_it) {
    const auto type = [](const char* name) {
        return changed([name](http::response& out) { out.headers.set("Content-Type", name); });
    };
    EXPECT_EQ(coding_of("gzip", answering("short")), "(none)");
    EXPECT_EQ(coding_of("gzip", type("image/png")), "(none)");
    EXPECT_EQ(coding_of("gzip", type("application/zip")), "(none)");
    EXPECT_EQ(coding_of("gzip", type("Application/JSON; charset=utf-8")), "gzip");
    EXPECT_EQ(coding_of("gzip", type("application/problem+json")), "gzip");
    EXPECT_EQ(coding_of("gzip", type("image/svg+xml")), "gzip");
    const auto field = [](const char* name, const char* value) {
        return changed([=](http::response& out) { out.headers.set(name, value); });
    };
    EXPECT_EQ(coding_of("gzip", field("Content-Encoding", "br")), "br");
    EXPECT_EQ(coding_of("gzip", field("Cache-Control", "public, no-transform")), "(none)");
    for (const int status : {204, 206, 304}) {
        const auto handler = changed([status](http::response& out) { out.status = status; });
        EXPECT_EQ(coding_of("gzip", handler), "(none)") << status;
    }
    EXPECT_EQ(coding_of("gzip", changed([](http::response& out) { out.status = 404; })), "gzip");
}

TEST(compress, makes_a_strong_tag_weak_and_keeps_a_weak_one) {
    for (const auto& [given, expected] :
         {std::pair{"\"v1\"", "W/\"v1\""}, std::pair{"W/\"v1\"", "W/\"v1\""}}) {
        exchange one("GET", "/", "Accept-Encoding: gzip\r\n");
        one.call(compress(), changed([&](http::response& out) { out.headers.set("ETag", given); }));
        EXPECT_EQ(one.field("ETag"), expected);
    }
}

TEST(compress, gives_head_the_fields_of_get) {
    exchange get("GET", "/", "Accept-Encoding: gzip\r\n");
    exchange head("HEAD", "/", "Accept-Encoding: gzip\r\n");
    get.call(compress(), answering(text));
    head.call(compress(), answering(text));
    EXPECT_EQ(get.out.headers.text(), head.out.headers.text());
    EXPECT_EQ(get.out.body.size(), head.out.body.size());
}

/// Text in pieces, some of them empty.
class pieces : public http::body_source {
public:
    task<bool> read(std::string& into) override {
        static constexpr const char* all[]{"one ", "", "two ", "three"};
        into += all[given_++];
        co_return given_ < std::size(all);
    }

private:
    std::size_t given_ = 0;
};

task<void> read_all(http::body_source& source, std::vector<std::string>& parts) {
    for (bool has_more = true; has_more;) {
        std::string part;
        has_more = co_await source.read(part);
        parts.push_back(part);
    }
}

TEST(compress, encodes_a_body_made_in_pieces_piece_by_piece) {
    for (const auto* coding : {"zstd", "br", "gzip"}) {
        exchange one("GET", "/", "Accept-Encoding: " + std::string(coding) + "\r\n");
        one.call(compress(), plain([](http::request&, http::response& out) {
                     out.headers.set("Content-Type", "text/event-stream");
                     out.source = std::make_unique<pieces>();
                 }));
        ASSERT_NE(one.out.source, nullptr);
        std::vector<std::string> parts;
        one.call_task(read_all(*one.out.source, parts));
        ASSERT_EQ(parts.size(), 4U);
        EXPECT_EQ(parts[1], "");
        std::string so_far, content;
        (void)find_coding(coding)->decode(parts[0], 1000, so_far);
        EXPECT_EQ(so_far, "one ") << "the first piece can be read before the second is made";
        EXPECT_EQ(decoded(coding, parts[0] + parts[2] + parts[3]), "one two three");
    }
}

class pieces_with_signs final : public pieces {
public:
    bool append_heartbeat(std::string& into) override {
        into += "sign ";
        return true;
    }
};

TEST(compress, encodes_signs_of_life_between_pieces) {
    for (const auto* coding : {"zstd", "br", "gzip"}) {
        exchange one("GET", "/", "Accept-Encoding: " + std::string(coding) + "\r\n");
        one.call(compress(), plain([](http::request&, http::response& out) {
                     out.headers.set("Content-Type", "text/event-stream");
                     out.source = std::make_unique<pieces_with_signs>();
                 }));
        std::string sign;
        EXPECT_TRUE(one.out.source->append_heartbeat(sign));
        std::string so_far;
        (void)find_coding(coding)->decode(sign, 1000, so_far);
        EXPECT_EQ(so_far, "sign ");
        std::vector<std::string> parts{sign};
        one.call_task(read_all(*one.out.source, parts));
        std::string all;
        for (const auto& part : parts)
            all += part;
        EXPECT_EQ(decoded(coding, all), "sign one two three");
    }
}

TEST(compress, offers_what_it_was_told_at_the_level_it_was_told) {
    const compress_options options{.codings = {"deflate"}, .least = 10_B, .zlib_level = 9};
    exchange one("GET", "/", "Accept-Encoding: gzip, deflate\r\n");
    one.call(compress(options), answering("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
    EXPECT_EQ(one.field("Content-Encoding"), "deflate");
    EXPECT_THROW((void)compress({.codings = {"compress"}}), error);
    EXPECT_THROW((void)compress({.zlib_level = 0}), error);
    EXPECT_THROW((void)compress({.zstd_level = 20}), error);
    EXPECT_THROW((void)compress({.brotli_level = 12}), error);
    exchange noise("GET", "/", "Accept-Encoding: deflate\r\n");
    noise.call(compress(options), answering("0a9f81c3d7"));
    EXPECT_EQ(noise.field("Content-Encoding"), "(none)") << "it would become longer";
}

}  // namespace

}  // namespace microfast::middleware
