#include <microfast/http/content_disposition.hpp>
#include <microfast/http/utf8.hpp>

#include <gtest/gtest.h>

#include <random>

namespace microfast::http {

namespace {

std::optional<std::string> filename_in(std::string_view text) {
    const auto found = parse_content_disposition(text);
    return found ? found->filename : "not well-formed";
}

TEST(content_disposition, is_taken_apart) {
    const auto found = parse_content_disposition(R"(Form-Data; NAME="a b"; filename=x.txt)");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->type, "form-data");
    EXPECT_EQ(found->name, "a b");
    EXPECT_EQ(found->filename, "x.txt");
}

TEST(content_disposition, leaves_empty_what_was_not_said) {
    const auto found = parse_content_disposition("inline");
    ASSERT_TRUE(found);
    EXPECT_FALSE(found->name);
    EXPECT_FALSE(found->filename);
    EXPECT_EQ(parse_content_disposition(R"(form-data; name="")")->name, "");
}

TEST(content_disposition, prefers_the_extended_filename) {
    EXPECT_EQ(
        filename_in(R"(attachment; filename="EURO.txt"; filename*=utf-8''%e2%82%ac.txt)"),
        "\xE2\x82\xAC.txt"
    );
    EXPECT_EQ(filename_in(R"(attachment; filename*=UTF-8'en'a%20b; filename=ab)"), "a b");
}

TEST(content_disposition, passes_over_extended_filenames_it_cannot_read) {
    for (const auto* const extended :
         {"latin1''%FC", "UTF-8''%zz", "UTF-8''%fc", "UTF-8'x", "x", "UTF-8''a%00b", "utf-16''x"}) {
        const auto text = R"(attachment; filename="x"; filename*=)" + std::string(extended);
        EXPECT_EQ(filename_in(text), "x") << extended;
    }
}

TEST(content_disposition, undoes_only_the_escapes_of_quotes) {
    EXPECT_EQ(filename_in(R"(form-data; filename="a\"b\\c")"), R"(a"b\c)");
    EXPECT_EQ(filename_in(R"(form-data; filename="C:\docs\x.txt")"), R"(C:\docs\x.txt)");
    EXPECT_EQ(filename_in(R"(form-data; filename="a%22b")"), "a%22b");
}

TEST(content_disposition, takes_the_first_of_two) {
    EXPECT_EQ(filename_in("attachment; filename=a; filename=b"), "a");
}

TEST(content_disposition, is_nothing_else) {
    for (const auto* const text :
         {"",
          "; name=x",
          "form-data name=x",
          "form-data; name",
          "form-data; name=\"x",
          "form-data; name=\"x\" y",
          "form-data; name=\"\xFC\"",
          "form-data, x"}) {
        EXPECT_FALSE(parse_content_disposition(text)) << text;
    }
}

TEST(content_disposition, is_written_for_old_and_new_clients) {
    using enum disposition_type;
    EXPECT_EQ(to_content_disposition(attachment, "a b.txt"), R"(attachment; filename="a b.txt")");
    EXPECT_EQ(
        to_content_disposition(inline_, "\xE2\x82\xAC\".txt"),
        R"(inline; filename="____.txt"; filename*=UTF-8''%E2%82%AC%22.txt)"
    );
    EXPECT_EQ(
        to_content_disposition(attachment, "100%.txt"),
        R"(attachment; filename="100_.txt"; filename*=UTF-8''100%25.txt)"
    );
}

TEST(content_disposition, writes_no_control_characters) {
    EXPECT_EQ(
        to_content_disposition(disposition_type::attachment, "a\r\nSet-Cookie: x\x7F"),
        R"(attachment; filename="a__Set-Cookie: x_")"
    );
}

TEST(content_disposition, reads_what_it_writes) {
    const auto* const name = "\xC3\xBC '*;,\\\"%.txt";
    EXPECT_EQ(filename_in(to_content_disposition(disposition_type::inline_, name)), name);
}

TEST(content_disposition, makes_names_safe_for_a_folder) {
    EXPECT_EQ(safe_file_name("report.pdf"), "report.pdf");
    EXPECT_EQ(safe_file_name("../../etc/passwd"), "passwd");
    EXPECT_EQ(safe_file_name(R"(C:\docs\x.txt)"), "x.txt");
    EXPECT_EQ(safe_file_name(R"(..\..\x)"), "x");
    EXPECT_EQ(safe_file_name("/etc/"), "unnamed");
    EXPECT_EQ(safe_file_name(""), "unnamed");
    EXPECT_EQ(safe_file_name("."), "unnamed");
    EXPECT_EQ(safe_file_name(".."), "unnamed");
    EXPECT_EQ(safe_file_name(".. "), "unnamed");
    EXPECT_EQ(safe_file_name(".htaccess"), "htaccess");
    EXPECT_EQ(
        safe_file_name("a\n\x01<b>:c|d?*\""),
        "a__"
        "_b__c_d___"
    );
    EXPECT_EQ(safe_file_name("x. ."), "x");
    EXPECT_EQ(safe_file_name(std::string_view("a\0b", 3)), "a_b");
    EXPECT_EQ(safe_file_name("\xC3\xBC"), "\xC3\xBC");
    EXPECT_EQ(safe_file_name("\xFC"), "_");
}

TEST(content_disposition, cuts_names_between_characters) {
    std::string name("a");
    while (name.size() < 4096)
        name += "\xC3\xBC";
    const auto safe = safe_file_name(name);
    EXPECT_EQ(safe.size(), 255U);
    EXPECT_TRUE(is_valid_utf8(safe));
    EXPECT_EQ(safe_file_name("\xC3\xBC" + name).size(), 255U);
    EXPECT_EQ(safe_file_name("a" + name).size(), 254U);
}

}  // namespace

}  // namespace microfast::http
