#include <tinyorm/core/error.hpp>
#include <tinyorm/migrations/checksum.hpp>
#include <tinyorm/migrations/script_reader.hpp>
#include <tinyorm/migrations/state_json.hpp>

#include <algorithm>

namespace tinyorm::migrations {
namespace {

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blank = " \t\r";
    const auto first = text.find_first_not_of(blank);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

// The first word, which is taken from the text.
std::string_view take_word(std::string_view& text) {
    const auto word = text.substr(0, text.find_first_of(" \t"));
    text = trimmed(text.substr(word.size()));
    return word;
}

std::string_view take_line(std::string_view& text) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    return line;
}

void take_words(std::string_view text, std::vector<std::string>& words) {
    while (!text.empty())
        words.emplace_back(take_word(text));
}

bool is_counted(std::string_view line) {
    auto content = trimmed(line);
    if (!content.starts_with(directive)) return true;
    content = trimmed(content.substr(directive.size()));
    const auto word = take_word(content);
    return word != "checksum" && word != "allow";
}

}  // namespace

std::string checksum_of_script(std::string_view text) {
    std::string counted;
    while (!text.empty()) {
        const auto begin = text;
        const auto line = take_line(text);
        if (is_counted(line)) counted += begin.substr(0, begin.size() - text.size());
    }
    return checksum_of(counted);
}

void script_reader::read(std::string_view text) {
    target_.checksum = checksum_of_script(text);
    while (!text.empty())
        read_line(take_line(text));
    if (!has_up_) {
        line_number_ = 0;
        refuse_line("there is no line `-- tinyorm: up`");
    }
    if (stated_checksum_.empty()) return;
    const bool is_intact = stated_checksum_ == target_.checksum;
    target_.seal = is_intact ? seal_state::intact : seal_state::broken;
}

void script_reader::read_line(std::string_view line) {
    ++line_number_;
    const auto content = trimmed(line);
    if (content.starts_with(directive)) {
        read_directive(trimmed(content.substr(directive.size())));
    } else if (current_ != nullptr) {
        (current_->sql += line) += '\n';
    } else if (!content.empty() && !content.starts_with("--")) {
        refuse_line("SQL stands before the line `-- tinyorm: up`");
    }
}

void script_reader::read_directive(std::string_view words) {
    const auto word = take_word(words);
    if (word == "up" && !has_up_) {
        has_up_ = true;
        open_section(target_.up, words);
    } else if (word == "down" && !target_.down) {
        open_section(target_.down.emplace(), words);
    } else if (word == "allow") {
        take_words(words, target_.allowed);
    } else if (current_ != nullptr || word == "up" || word == "down") {
        refuse_line(
            "`-- tinyorm:` is followed by up or down, each once, or by allow, not by \"" +
            std::string{word} + "\", which stands before `up` if anywhere"
        );
    } else if (word == "depends") {
        take_words(words, target_.dependencies);
    } else if (word == "replaces") {
        take_words(words, target_.replaced);
    } else if (word == "checksum") {
        stated_checksum_ = words;
    } else if (word == "dialect") {
        target_.dialect = parse_dialect(words);
    } else if (word == "renames") {
        while (!words.empty())
            target_.renamings.push_back(parse_renaming(take_word(words)));
    } else {
        refuse_line(
            "`-- tinyorm:` is followed by up, down, depends, replaces, renames, dialect, checksum "
            "or allow, not by \"" +
            std::string{word} + '"'
        );
    }
}

void script_reader::open_section(section& opened, std::string_view options) {
    current_ = &opened;
    opened.first_line = line_number_ + 1;
    while (!options.empty()) {
        const auto option = take_word(options);
        if (option == "no-transaction") {
            opened.transaction = transaction_use::none;
        } else if (option == "repeatable" && opened.transaction == transaction_use::none) {
            opened.is_repeatable = true;
        } else {
            refuse_line(
                "the options of a section are no-transaction and, behind it, repeatable, not \"" +
                std::string{option} + '"'
            );
        }
    }
}

void script_reader::refuse_line(const std::string& message) const {
    throw error(
        error_kind::invalid_configuration,
        "migration " + target_.name +
            (line_number_ > 0 ? ", line " + std::to_string(line_number_) : std::string{}) + ": " +
            message
    );
}

}  // namespace tinyorm::migrations
