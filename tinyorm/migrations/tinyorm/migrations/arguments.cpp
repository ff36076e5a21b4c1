#include <tinyorm/core/error.hpp>
#include <tinyorm/migrations/arguments.hpp>
#include <tinyorm/migrations/state_json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>

namespace tinyorm::migrations {
namespace {

struct command_form {
    std::string_view verb;
    std::string_view options;  ///< those it has beside --directory and --url
    std::string_view operand;  ///< empty: it takes none
};

constexpr std::array<command_form, 9> forms{{
    {"makemigrations", "--app --dialect --name --rename --from-db --concurrently --dry-run", ""},
    {"migrate", "--dry-run", ""},
    {"rollback", "--dry-run", "STEPS"},
    {"status", "", ""},
    {"check", "--app --dialect", ""},
    {"sql", "--dialect", "FIRST"},
    {"squash", "", "LAST"},
    {"inspect", "", ""},
    {"schema", "--app --dialect", ""},
}};

std::string in_quotes(std::string_view text) {
    return '"' + std::string{text} + '"';
}

std::size_t parse_steps(std::string_view text) {
    std::size_t steps = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), steps);
    if (failure != std::errc{} || end != text.data() + text.size() || steps == 0)
        throw usage_error("STEPS is a number from 1 on, not " + in_quotes(text));
    return steps;
}

const command_form& form_of(std::string_view verb) {
    const auto found = std::ranges::find(forms, verb, &command_form::verb);
    if (found != forms.end()) return *found;
    std::string known;
    for (const auto& form : forms)
        (known += known.empty() ? "" : ", ") += form.verb;
    throw usage_error(
        (verb.empty() ? "say what to do" : "there is no command " + in_quotes(verb)) + ": " + known
    );
}

// Takes the arguments one after the other.
class reader {
public:
    explicit reader(std::span<const std::string_view> arguments) : arguments_(arguments) {}

    command_arguments read() {
        if (const char* url = std::getenv("TINYORM_URL")) read_.url = url;
        const auto& form = form_of(arguments_.empty() ? "" : arguments_[0]);
        read_.verb = form.verb;
        for (at_ = 1; at_ < arguments_.size(); ++at_) {
            const auto argument = arguments_[at_];
            if (argument.starts_with("--")) {
                read_option(form, argument);
            } else {
                read_operand(form, argument);
            }
        }
        return std::move(read_);
    }

private:
    std::string value() {
        if (at_ + 1 >= arguments_.size())
            throw usage_error(std::string{arguments_[at_]} + " needs a value");
        return std::string{arguments_[++at_]};
    }

    void read_option(const command_form& form, std::string_view option) {
        const auto padded = ' ' + std::string{form.options} + ' ';
        const bool is_known = option == "--directory" || option == "--url" ||
                              padded.find(' ' + std::string{option} + ' ') != std::string::npos;
        if (!is_known) throw usage_error(read_.verb + " has no option " + std::string{option});
        if (option == "--directory") read_.directory = value();
        if (option == "--url") read_.url = value();
        if (option == "--app") read_.app = value();
        if (option == "--dialect") read_.dialect = parse_dialect(value());
        if (option == "--name") read_.name = value();
        if (option == "--rename") read_.renamings.push_back(parse_renaming(value()));
        if (option == "--from-db") read_.is_from_database = true;
        if (option == "--concurrently") read_.is_concurrent = true;
        if (option == "--dry-run") read_.is_dry_run = true;
    }

    void read_operand(const command_form& form, std::string_view operand) {
        if (form.operand.empty() || has_operand_)
            throw usage_error("what is " + in_quotes(operand) + "?");
        has_operand_ = true;
        if (form.operand == "STEPS") {
            read_.steps = parse_steps(operand);
        } else {
            read_.subject = operand;
        }
    }

    std::span<const std::string_view> arguments_;
    std::size_t at_ = 0;
    bool has_operand_ = false;
    command_arguments read_;
};

}  // namespace

command_arguments parse_arguments(std::span<const std::string_view> arguments) {
    try {
        return reader{arguments}.read();
    } catch (const error& wrong) {  // an option whose value says nothing
        throw usage_error(wrong.what());
    }
}

std::string_view usage() noexcept {
    return R"(usage: tinyorm COMMAND [options]

  makemigrations    write what leads from the last recorded schema to the models
      --app PROGRAM         the program that has the models; those of manage() know their own
      --rename OLD=NEW      users=accounts, users.name=users.title: a name changed, no more
      --name NAME           what the migration is called; otherwise after what it does
      --dialect DIALECT     postgres or sqlite, for the first one; otherwise that of --url
      --concurrently        indexes of tables that are there in a migration of their own
      --from-db             from what the database of --url has, not what is recorded
      --dry-run             print it, write nothing
  migrate           apply what is pending              (--dry-run: print its SQL)
  rollback [STEPS]  revert the newest, or that many    (--dry-run: print its SQL)
  status            every migration and its state
  check             fail if models, migrations and, with --url, the database disagree, or if a
                    migration does what nobody allowed: `-- tinyorm: allow CODE` in its script
  sql [FIRST]       the SQL of all migrations, or from FIRST on, for somebody else to run
  squash [LAST]     make one of all migrations, or of those up to LAST
  inspect           models for the tables of a database, as C++
  schema            what the models ask for, as JSON

options of all: --directory PATH  where the migrations are; otherwise ./migrations
                --url URL         the database; otherwise the environment's TINYORM_URL
)";
}

}  // namespace tinyorm::migrations
