#include <tinyorm/query/expression.hpp>

#include <iterator>
#include <utility>

namespace tinyorm::query {

expression::expression(const schema::column_definition& column)
    : nodes_{node{node::kind::column, {}, 0, &column}} {}

expression::expression(parameter given) : nodes_{node{}} {
    parameters_.push_back(std::move(given));
}

expression::expression(operation code, expression operands, std::size_t count)
    : nodes_(std::move(operands.nodes_)),
      parameters_(std::move(operands.parameters_)) {
    const auto arity = static_cast<std::uint16_t>(count);
    nodes_.insert(nodes_.begin(), node{node::kind::operation, code, arity, nullptr});
}

void expression::append(expression other) {
    nodes_.insert(nodes_.end(), other.nodes_.begin(), other.nodes_.end());
    parameters_.insert(
        parameters_.end(),
        std::make_move_iterator(other.parameters_.begin()),
        std::make_move_iterator(other.parameters_.end())
    );
}

void expression::append(const schema::column_definition& column) {
    nodes_.push_back(node{node::kind::column, {}, 0, &column});
}

expression combine(operation code, expression left, expression right) {
    left.append(std::move(right));
    return {code, std::move(left), 2};
}

}  // namespace tinyorm::query
