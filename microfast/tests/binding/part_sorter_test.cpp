#include <microfast/binding/part_sorter.hpp>

#include <gtest/gtest.h>

#include <filesystem>
#include <iterator>
#include <string>

#include "files/temporary_directory.hpp"

namespace microfast::binding {

namespace {

std::string field(std::string_view name, std::string_view value) {
    return "--B\r\nContent-Disposition: form-data; name=" + std::string(name) + "\r\n\r\n" +
           std::string(value) + "\r\n";
}
std::string file(std::string_view name, std::string_view content) {
    return "--B\r\nContent-Disposition: form-data; name=" + std::string(name) +
           "; filename=f\r\n\r\n" + std::string(content) + "\r\n";
}

/// The status of a form that arrives in steps of 100 bytes.
form_status sorted(
    const std::string& parts,
    form_content& into,
    const upload_options& options,
    file_parts files = file_parts::kept
) {
    part_sorter sorter(into, "B", options, files);
    const auto text = parts + "--B--\r\n";
    for (std::size_t at = 0; at < text.size(); at += 100) {
        const auto status = sorter.take(std::string_view(text).substr(at, 100));
        if (status != form_status::complete) return status;
    }
    return sorter.finish();
}

TEST(part_sorter, gives_parts_their_places) {
    form_content form;
    const auto text = field("a", "1") + file("f", std::string(500, 'x')) + field("a", "");
    EXPECT_EQ(sorted(text, form, {}), form_status::complete);
    ASSERT_EQ(form.fields().size(), 2U);
    EXPECT_EQ(form.fields()[0].value, "1");
    EXPECT_EQ(form.fields()[1].value, "");
    ASSERT_EQ(form.files().size(), 1U);
    EXPECT_EQ(form.files()[0].content.content.text(), std::string(500, 'x'));
    EXPECT_FALSE(form.files()[0].content.content.is_on_disk());
}

TEST(part_sorter, passes_over_files_that_nobody_wants) {
    form_content form;
    const auto text = file("f", std::string(5000, 'x')) + field("a", "1");
    const upload_options small{.memory = 100_B};
    EXPECT_EQ(sorted(text, form, small, file_parts::passed_over), form_status::complete);
    EXPECT_TRUE(form.files().empty());
    EXPECT_EQ(form.fields().size(), 1U);
}

TEST(part_sorter, moves_files_to_disk_once_the_memory_is_used) {
    const files::temporary_directory directory;
    const upload_options options{.memory = 1_KiB, .directory = directory.path()};
    form_content form;
    const auto text = file("small", std::string(600, 's')) + file("large", std::string(5000, 'l')) +
                      file("last", std::string(300, 'e')) + field("a", "1");
    EXPECT_EQ(sorted(text, form, options), form_status::complete);
    ASSERT_EQ(form.files().size(), 3U);
    EXPECT_TRUE(form.files()[0].content.content.is_on_disk());
    EXPECT_TRUE(form.files()[1].content.content.is_on_disk());
    EXPECT_FALSE(form.files()[2].content.content.is_on_disk());
    EXPECT_EQ(form.files()[1].content.content.text(), std::string(5000, 'l'));
    EXPECT_EQ(form.files()[2].content.content.text(), std::string(300, 'e'));
    EXPECT_TRUE(std::filesystem::is_empty(directory.path()));
}

TEST(part_sorter, moves_files_away_for_the_fields_and_names_behind_them) {
    const files::temporary_directory directory;
    const upload_options options{.memory = 1_KiB, .directory = directory.path()};
    const auto on_disk = [&](const std::string& text) {
        form_content form;
        EXPECT_EQ(sorted(text, form, options), form_status::complete);
        std::string places;
        for (const auto& each : form.files())
            places += each.content.content.is_on_disk() ? 'd' : 'm';
        return places;
    };
    const auto small = file("f", std::string(300, 's'));
    EXPECT_EQ(on_disk(small + file("f", std::string(600, 'l')) + field("a", "1")), "mm");
    EXPECT_EQ(on_disk(small + file("f", std::string(600, 'l')) + small), "mdm");
    EXPECT_EQ(on_disk(file("f", std::string(900, 'x')) + field("a", std::string(200, 'v'))), "d");
    EXPECT_EQ(on_disk(file("f", std::string(1021, 'x')) + file("f", "")), "dm");
}

TEST(part_sorter, is_held_to_its_limits) {
    const files::temporary_directory directory;
    const upload_options options{
        .memory = 1_KiB, .files_on_disk = 1, .directory = directory.path(), .parts = {.parts = 3}};
    const auto status_of = [&](const std::string& text) {
        form_content form;
        return sorted(text, form, options);
    };
    const auto large = file("f", std::string(2000, 'l'));
    EXPECT_EQ(status_of(large), form_status::complete);
    EXPECT_EQ(status_of(large + large), form_status::too_large);
    EXPECT_EQ(status_of(field("a", std::string(1023, 'x'))), form_status::complete);
    EXPECT_EQ(status_of(field("a", std::string(1024, 'x'))), form_status::too_large);
    const auto one = field("a", "1");
    EXPECT_EQ(status_of(one + one + one), form_status::complete);
    EXPECT_EQ(status_of(one + one + one + one), form_status::too_large);
    const auto long_name = field(std::string(1025, 'n'), "");
    EXPECT_EQ(status_of(long_name), form_status::too_large);
    EXPECT_EQ(status_of("--B\r\nnothing\r\n\r\n"), form_status::malformed);
    EXPECT_TRUE(std::filesystem::is_empty(directory.path()));
}

}  // namespace

}  // namespace microfast::binding
