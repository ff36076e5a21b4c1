#include <microfast/core/error.hpp>
#include <microfast/files/file_body.hpp>

#include <gtest/gtest.h>

#include "files/temporary_directory.hpp"
#include "files/whole_body.hpp"

namespace microfast::files {

namespace {

class file_body : public testing::Test {
protected:
    file_body() {
        for (int i = 0; content_.size() < 200'000; ++i)
            content_ += std::to_string(i) + ' ';
        folder_.write("file", content_);
        file_ = std::make_shared<stored_file>(
            *directory_root(folder_.path()).open("file"), std::string_view{}, 0U
        );
    }

    temporary_directory folder_;
    std::string content_;
    std::shared_ptr<const stored_file> file_;
};

TEST_F(file_body, is_a_part_of_an_open_file) {
    const files::file_body body(file_, {100, 150'000});
    ASSERT_NE(body.file(), nullptr);
    EXPECT_EQ(body.file()->descriptor, file_->descriptor());
    EXPECT_EQ(body.file()->offset, 100U);
    EXPECT_EQ(body.file()->size, 150'000U);
    EXPECT_EQ(body.size(), 150'000U);
}

TEST_F(file_body, can_be_read_in_pieces) {
    files::file_body body(file_, {100, 150'000});
    EXPECT_EQ(read_all(body), content_.substr(100, 150'000));
    files::file_body byte(file_, {7, 1});
    EXPECT_EQ(read_all(byte), content_.substr(7, 1));
}

TEST_F(file_body, keeps_its_file_open) {
    files::file_body body(file_, {0, 10});
    file_.reset();
    EXPECT_EQ(read_all(body), content_.substr(0, 10));
}

TEST_F(file_body, fails_where_the_file_was_cut) {
    files::file_body body(file_, {0, 150'000});
    std::filesystem::resize_file(folder_.path("file"), 100'000);
    EXPECT_THROW(static_cast<void>(read_all(body)), error);
}

TEST_F(file_body, gives_parts_with_their_heads) {
    parts_body parts(file_, "text/x", {{0, 2}, {100, 100'000}, {5, 1}});
    const auto size = parts.size();
    const auto head = [&](http::byte_range part) {
        return http::to_part_head(parts.boundary(), "text/x", part, file_->size());
    };
    const auto text = read_all(parts);
    EXPECT_EQ(
        text,
        head({0, 2}) + content_.substr(0, 2) + head({100, 100'000}) +
            content_.substr(100, 100'000) + head({5, 1}) + content_.substr(5, 1) +
            http::to_parts_end(parts.boundary())
    );
    EXPECT_EQ(size, text.size());
}

TEST_F(file_body, gives_parts_in_pieces) {
    parts_body parts(file_, "text/x", {{0, 1}, {1, 150'000}});
    bool has_more = true;
    while (has_more) {
        std::string piece;
        has_more = parts.append_next(piece);
        EXPECT_LE(piece.size(), 70'000U);
    }
    std::string nothing;
    EXPECT_FALSE(parts.append_next(nothing));
    EXPECT_EQ(nothing, "");
}

TEST_F(file_body, divides_no_two_bodies_alike) {
    const parts_body one(file_, "text/x", {{0, 1}});
    const parts_body other(file_, "text/x", {{0, 1}});
    EXPECT_NE(one.boundary(), other.boundary());
    EXPECT_GE(one.boundary().size(), 32U);
}

}  // namespace

}  // namespace microfast::files
