#include <tinyorm/query/expression.hpp>

#include <iterator>
#include <utility>

namespace tinyorm::query {

namespace {

template <typename Element>
void move_behind(std::vector<Element>& target, std::vector<Element>& added) {
    if (target.empty()) {
        target = std::move(added);
    } else {
        target.insert(
            target.end(),
            std::make_move_iterator(added.begin()),
            std::make_move_iterator(added.end())
        );
    }
}

}  // namespace

expression::expression(const schema::column_definition& column, const char* source) {
    nodes_.push_back({.what = node::kind::column, .column = &column, .text = source});
}

expression::expression(parameter given) {
    nodes_.push_back({});
    parameters_.push_back(std::move(given));
}

expression::expression(std::shared_ptr<const statement> query) {
    nodes_.push_back({.what = node::kind::query});
    queries_.push_back(std::move(query));
}

expression::expression(operation code, expression operands, std::size_t count, const char* text) {
    nodes_.push_back(
        {.what = node::kind::operation,
         .code = code,
         .operands = static_cast<std::uint16_t>(count),
         .text = text}
    );
    append_operands(std::move(operands));
}

expression expression::cast(expression given, schema::column_type type) {
    expression whole;
    whole.nodes_.push_back(
        {.what = node::kind::operation, .code = operation::cast, .operands = 1, .type = type}
    );
    whole.append_operands(std::move(given));
    return whole;
}

void expression::append_operands(expression other) {
    nodes_.append(other.nodes_.span());
    move_behind(parameters_, other.parameters_);
    move_behind(queries_, other.queries_);
}

void expression::append(expression other) {
    if (is_empty()) {
        *this = std::move(other);
    } else {
        append_operands(std::move(other));
    }
}

void expression::append(const schema::column_definition& column) {
    nodes_.push_back({.what = node::kind::column, .column = &column});
}

expression combine(operation code, expression left, expression right) {
    expression both{code, std::move(left), 2};
    both.append_operands(std::move(right));
    return both;
}

std::size_t length_of_first(std::span<const node> nodes) noexcept {
    std::size_t length = 0;
    for (std::size_t wanted = 1; wanted > 0; ++length) {
        const auto& each = nodes[length];
        wanted += each.what == node::kind::operation ? each.operands : 0U;
        --wanted;
    }
    return length;
}

}  // namespace tinyorm::query
