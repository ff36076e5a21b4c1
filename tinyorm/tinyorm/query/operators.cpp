#include <tinyorm/query/operators.hpp>

#include <utility>

namespace tinyorm::query {

condition operator&&(condition left, condition right) {
    return condition{
        combine(operation::logical_and, std::move(left).tree(), std::move(right).tree())};
}

condition operator||(condition left, condition right) {
    return condition{
        combine(operation::logical_or, std::move(left).tree(), std::move(right).tree())};
}

condition operator!(condition negated) {
    return condition{expression{operation::logical_not, std::move(negated).tree(), 1}};
}

}  // namespace tinyorm::query
