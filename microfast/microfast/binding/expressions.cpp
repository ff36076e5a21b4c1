#include <microfast/binding/expressions.hpp>

#include <unordered_set>

namespace microfast::binding {

namespace {

/// Walks through types, each once: they may hold themselves.
class walk {
public:
    void visit(const value_schema* schema) {
        if (schema == nullptr || !seen_.insert(schema).second) return;
        for (const auto& rule : schema->constraints) {
            if (rule.expression != nullptr) (void)rule.expression();
        }
        if (schema->optional != nullptr) visit(schema->optional->value);
        if (schema->sequence != nullptr) visit(schema->sequence->element);
        if (schema->map != nullptr) visit(schema->map->value);
        if (schema->variant != nullptr) {
            for (const auto* alternative : schema->variant->alternatives)
                visit(alternative);
        }
        if (schema->object != nullptr) {
            for (const auto& member : schema->object->members)
                visit(member.value);
        }
    }

private:
    std::unordered_set<const value_schema*> seen_;
};

}  // namespace

void make_expressions(const operation_description& of) {
    walk all;
    for (const auto& each : of.parameters)
        all.visit(each.schema);
    for (const auto& each : of.form)
        all.visit(each.schema);
    if (of.body) all.visit(of.body->schema);
    for (const auto& each : of.answers)
        all.visit(each.schema);
}

}  // namespace microfast::binding
