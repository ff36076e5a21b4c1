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
    if (nodes_.empty()) {
        *this = std::move(other);
        return;
    }
    nodes_.insert(nodes_.end(), other.nodes_.begin(), other.nodes_.end());
    append_parameters(std::move(other.parameters_));
}

void expression::append(const schema::column_definition& column) {
    nodes_.push_back(node{node::kind::column, {}, 0, &column});
}

void expression::append_parameters(std::vector<parameter> others) {
    if (parameters_.empty()) {
        parameters_ = std::move(others);
        return;
    }
    parameters_.insert(
        parameters_.end(),
        std::make_move_iterator(others.begin()),
        std::make_move_iterator(others.end())
    );
}

expression combine(operation code, expression left, expression right) {
    expression both;
    both.nodes_.reserve(1 + left.nodes_.size() + right.nodes_.size());
    both.nodes_.push_back({node::kind::operation, code, 2, nullptr});
    both.nodes_.insert(both.nodes_.end(), left.nodes_.begin(), left.nodes_.end());
    both.nodes_.insert(both.nodes_.end(), right.nodes_.begin(), right.nodes_.end());
    both.parameters_ = std::move(left.parameters_);
    both.append_parameters(std::move(right.parameters_));
    return both;
}

}  // namespace tinyorm::query
