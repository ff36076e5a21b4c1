#include <ingest/input_file.hpp>

#include <gmock/gmock.h>
#include <xxhash.h>

#include <array>

#include "packing.hpp"
#include "temporary_directory.hpp"

namespace unamex::ingest {
namespace {

using ::testing::HasSubstr;
using testing::pack;
using ::testing::Property;
using ::testing::Throws;
using tests::temporary_directory;

std::string read_all(input_file& file, std::size_t step = 7) {
    std::string content;
    std::string piece(step, '\0');
    while (const auto got = file.read(piece))
        content.append(piece, 0, got);
    return content;
}

std::string read_all(const std::string& path) {
    input_file file{path};
    return read_all(file);
}

template <typename Action>
std::string complaint_of(Action action) {
    try {
        action();
    } catch (const input_error& error) {
        return error.what();
    }
    return "no complaint";
}

std::string long_text() {
    std::string text;
    for (int i = 0; i < 50'000; ++i)
        text += "name" + std::to_string(i) + "\n";
    return text;
}

TEST(input_file, gives_a_plain_file_as_it_is) {
    const temporary_directory directory;
    EXPECT_EQ(read_all(directory.write("names", long_text())), long_text());
}

TEST(input_file, unpacks_gzip) {
    const temporary_directory directory;
    EXPECT_EQ(read_all(directory.write("names.gz", pack(long_text()))), long_text());
}

TEST(input_file, unpacks_gzip_of_several_members) {
    const temporary_directory directory;
    EXPECT_EQ(
        read_all(directory.write("names.gz", pack("anna\n") + pack("") + pack("ben\n"))),
        "anna\nben\n"
    );
}

TEST(input_file, of_no_bytes_is_at_its_end) {
    const temporary_directory directory;
    EXPECT_EQ(read_all(directory.write("empty", "")), "");
    EXPECT_EQ(read_all(directory.write("one", "x")), "x");
}

TEST(input_file, counts_and_hashes_the_bytes_of_the_file) {
    const temporary_directory directory;
    const auto packed = pack(long_text());
    input_file file{directory.write("names.gz", packed)};
    EXPECT_EQ(file.size(), packed.size());
    read_all(file, 1000);
    EXPECT_EQ(file.bytes_read(), packed.size());
    EXPECT_EQ(file.checksum(), XXH3_64bits(packed.data(), packed.size()));
}

TEST(input_file, refuses_gzip_that_is_cut_short) {
    const temporary_directory directory;
    const auto packed = pack(long_text());
    for (const auto size : {std::size_t{2}, packed.size() / 2, packed.size() - 1}) {
        const auto path = directory.write("cut.gz", std::string_view{packed}.substr(0, size));
        EXPECT_THAT(
            complaint_of([&] { read_all(path); }), HasSubstr("cut.gz: the gzip data is cut short")
        );
    }
}

TEST(input_file, refuses_gzip_that_is_damaged) {
    const temporary_directory directory;
    auto packed = pack(long_text());
    packed[packed.size() - 6] ^= 1;  // in the checksum at its end
    const auto path = directory.write("damaged.gz", packed);
    EXPECT_THAT(
        complaint_of([&] { read_all(path); }), HasSubstr("damaged.gz: the gzip data is damaged")
    );
}

TEST(input_file, refuses_what_follows_gzip_and_is_none) {
    const temporary_directory directory;
    const auto path = directory.write("mixed.gz", pack("anna\n") + "ben\n");
    EXPECT_THAT(
        complaint_of([&] { read_all(path); }), HasSubstr("mixed.gz: the gzip data is damaged")
    );
}

TEST(input_file, says_which_file_cannot_be_opened_or_read) {
    const temporary_directory directory;
    const auto missing = (directory.path() / "missing").string();
    EXPECT_EQ(
        complaint_of([&] { input_file{missing}; }),
        missing + ": cannot be opened: No such file or directory"
    );
    const auto folder = directory.path().string();
    EXPECT_EQ(
        complaint_of([&] { input_file{folder}; }), folder + ": cannot be read: Is a directory"
    );
}

}  // namespace
}  // namespace unamex::ingest
