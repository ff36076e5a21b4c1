/// @file
/// CASE: one value or another.
#pragma once

#include <tinyorm/query/functions.hpp>

#include <cstddef>
#include <utility>

namespace tinyorm::query {

/// A CASE that is being written: `when(a, 1).when(b, 2).otherwise(3)`, or `.otherwise_null()`.
template <typename Value>
class choice {
public:
    choice(condition first, expression chosen) { add(std::move(first), std::move(chosen)); }

    /// Chooses `given` where no earlier condition holds and this one does.
    template <typename Given>
    choice& when(condition holds, const Given& given) {
        add(std::move(holds), typed<Value>(given));
        return *this;
    }
    template <typename Given>
    [[nodiscard]] computed<Value> otherwise(const Given& given) const {
        expression whole = branches_;
        whole.append(typed<Value>(given));
        return computed<Value>{expression{operation::choice, std::move(whole), count_ + 1}};
    }
    [[nodiscard]] auto otherwise_null() const {
        return computed<std::optional<schema::plain_type<Value>>>{
            expression{operation::choice, branches_, count_}};
    }

private:
    void add(condition holds, expression chosen) {
        branches_.append(std::move(holds).tree());
        branches_.append(std::move(chosen));
        count_ += 2;
    }

    expression branches_;  // conditions and values by turns
    std::size_t count_ = 0;
};

/// Begins a CASE; the first value gives it its type.
template <typename Given>
[[nodiscard]] auto when(condition holds, const Given& given) {
    using value_type = typename given_type<std::decay_t<Given>>::type;
    return choice<value_type>{std::move(holds), typed<value_type>(given)};
}

}  // namespace tinyorm::query
