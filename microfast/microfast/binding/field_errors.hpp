/// @file
/// What is wrong with the parameters and the body of a request, all of it at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace microfast::binding {

/// Where a value stands: a step, and the steps before it. Steps live on the stack of whoever walks
/// through a document, so a good document pays nothing for them.
///
///     location body{"body"};  location items{&body, "items"};  location first{&items, 0};
class location {
public:
    explicit location(std::string_view root) noexcept : name_(root) {}
    location(const location* parent, std::string_view name) noexcept
        : parent_(parent),
          name_(name) {}
    location(const location* parent, std::size_t index) noexcept
        : parent_(parent),
          index_(index),
          is_index_(true) {}

    using step = std::variant<std::string, std::size_t>;

    static constexpr std::size_t longest_name = 128;  ///< bytes; what is longer ends in "..."

    /// From the root to this one.
    [[nodiscard]] std::vector<step> steps() const;

private:
    const location* parent_ = nullptr;
    std::string_view name_;
    std::size_t index_ = 0;
    bool is_index_ = false;
};

/// One fault, in FastAPI's terms.
struct field_error {
    std::string_view type;  ///< "missing", "int_parsing": a literal, what programs look at
    std::vector<location::step> where;
    std::string message;  ///< for a person
    std::string input;  ///< the offending value, a JSON document; empty if it is too long to repeat
};

/// The faults of a request: the first 100 of them, and not more than fit into 32 KiB. So an answer
/// is no larger for a name or a value that is large, or stands above many others.
class field_errors {
public:
    static constexpr std::size_t most_kept = 100;
    static constexpr std::size_t most_bytes = 32 * 1024;  ///< of places, messages and values
    /// Bytes of a value that is repeated. Of a longer text only the beginning is, with "...";
    /// anything else that is longer is not.
    static constexpr std::size_t longest_input = 128;

    /// `type` is a literal, `input` is JSON.
    void add(
        const location& where, std::string_view type, std::string message, std::string_view input
    );

    /// The same for input that is plain text: a parameter, not a part of a document.
    void add_text(
        const location& where, std::string_view type, std::string message, std::string_view input
    );

    /// Forgets the faults behind the first `count` ones.
    void shrink(std::size_t count);

    [[nodiscard]] bool empty() const noexcept { return kept_.empty(); }
    [[nodiscard]] std::size_t size() const noexcept { return kept_.size(); }
    [[nodiscard]] const std::vector<field_error>& list() const noexcept { return kept_; }

    /// Appends {"detail":[{"type":...,"loc":["body","price"],"msg":...,"input":...}]}, the document
    /// of a 422.
    void append_to(std::string& output) const;

private:
    std::vector<field_error> kept_;
    std::size_t bytes_ = 0;  // of all kept
};

}  // namespace microfast::binding
