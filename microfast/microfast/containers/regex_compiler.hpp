/// @file
/// From a tree to instructions.
#pragma once

#include <microfast/containers/regex_program.hpp>
#include <microfast/containers/regex_tree.hpp>

#include <map>
#include <string_view>
#include <tuple>
#include <vector>

namespace microfast::containers {

/// Compiles from the end to the start: what a node leads to is there before the node.
class regex_compiler {
public:
    explicit regex_compiler(std::string_view pattern) : pattern_(pattern) {}

    /// The position where `node` starts, after which the program goes on at `next`.
    std::uint32_t compile(const regex_node& node, std::uint32_t next);

    std::uint32_t emit(instruction made);

    [[nodiscard]] std::vector<instruction> take() noexcept { return std::move(instructions_); }

private:
    /// Instructions for one set of code points: those that lead to the same place are shared.
    using shared_bytes =
        std::map<std::tuple<unsigned char, unsigned char, std::uint32_t>, std::uint32_t>;

    std::uint32_t compile_set(const code_set& set, std::uint32_t next);
    std::uint32_t compile_repetition(const regex_node& node, std::uint32_t next);
    void add_range(
        code_range range,
        std::uint32_t next,
        shared_bytes& shared,
        std::vector<std::uint32_t>& starts
    );
    std::uint32_t compile_bytes(code_range range, std::uint32_t next, shared_bytes& shared);
    void spend();

    std::string_view pattern_;
    std::vector<instruction> instructions_;
    std::size_t spent_ = 0;  // nodes compiled: repetitions of nothing emit nothing
};

}  // namespace microfast::containers
