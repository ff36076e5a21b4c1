/// @file
/// What a statement has in common with others of the same SQL text.
#pragma once

#include <tinyorm/core/small_list.hpp>
#include <tinyorm/query/statement.hpp>

#include <cstddef>
#include <cstdint>

namespace tinyorm::query {

/// Two statements of the same shape have the same SQL text; they differ in parameters only.
class statement_shape {
public:
    explicit statement_shape(const statement& of);

    [[nodiscard]] std::size_t hash() const noexcept { return hash_; }
    friend bool operator==(const statement_shape& left, const statement_shape& right) {
        return left.words_ == right.words_;
    }

private:
    small_list<std::uint64_t, 32> words_;
    std::size_t hash_;
};

}  // namespace tinyorm::query
