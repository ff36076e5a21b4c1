#include <tinyorm/migrations/script_reader.hpp>
#include <tinyorm/migrations/script_text.hpp>
#include <tinyorm/migrations/state_json.hpp>

namespace tinyorm::migrations {
namespace {

std::string line(const std::string& words) {
    return std::string{directive} + ' ' + words + '\n';
}

std::string list(const char* word, const std::vector<std::string>& names) {
    if (names.empty()) return "";
    std::string words = word;
    for (const auto& name : names)
        words += ' ' + name;
    return line(words);
}

std::string section_text(const char* direction, const section& written) {
    std::string words = direction;
    if (written.transaction == transaction_use::none) words += " no-transaction";
    if (written.is_repeatable) words += " repeatable";
    return line(words) + written.sql;
}

}  // namespace

std::string to_script(const migration& written) {
    std::string text;
    if (written.dialect) text += line("dialect " + std::string{to_string(*written.dialect)});
    text += list("depends", written.dependencies);
    text += list("replaces", written.replaced);
    for (const auto& renamed : written.renamings)
        text += line("renames " + renamed.from + '=' + renamed.to);
    text += list("allow", written.allowed);
    text += '\n' + section_text("up", written.up);
    if (written.down) text += '\n' + section_text("down", *written.down);
    return line("checksum " + checksum_of_script(text)) + text;
}

std::string joined(const std::vector<std::string>& statements) {
    std::string sql;
    for (const auto& statement : statements)
        sql += statement + ";\n";
    return sql;
}

}  // namespace tinyorm::migrations
