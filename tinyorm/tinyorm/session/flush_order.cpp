#include <tinyorm/core/error.hpp>
#include <tinyorm/schema/table_definition.hpp>
#include <tinyorm/session/flush_order.hpp>

#include <algorithm>
#include <string>

namespace tinyorm {
namespace {

constexpr std::size_t unplaced = static_cast<std::size_t>(-1);

class planner {
public:
    planner(std::size_t rows, std::span<const dependency> dependencies)
        : dependencies_(dependencies),
          of_child_(rows),
          of_parent_(rows),
          open_(rows),
          is_postponed_(dependencies.size()) {
        plan_.levels.assign(rows, unplaced);
        for (std::size_t i = 0; i < dependencies.size(); ++i) {
            of_child_[dependencies[i].child].push_back(i);
            of_parent_[dependencies[i].parent].push_back(i);
            ++open_[dependencies[i].child];
        }
    }

    flush_plan plan() {
        std::vector<std::size_t> ready;
        for (std::size_t row = 0; row < open_.size(); ++row) {
            if (open_[row] == 0) ready.push_back(row);
        }
        place(std::move(ready));
        for (std::size_t row = 0; row < open_.size(); ++row) {
            while (plan_.levels[row] == unplaced)
                place(break_circle_behind(row));
        }
        return std::move(plan_);
    }

private:
    // Rows whose parents are placed, and then those that waited only for them.
    void place(std::vector<std::size_t> ready) {
        while (!ready.empty()) {
            const auto row = ready.back();
            ready.pop_back();
            plan_.levels[row] = level_of(row);
            for (const auto each : of_parent_[row]) {
                if (is_postponed_[each]) continue;
                if (--open_[dependencies_[each].child] == 0)
                    ready.push_back(dependencies_[each].child);
            }
        }
    }

    [[nodiscard]] std::size_t level_of(std::size_t row) const {
        std::size_t level = 0;
        for (const auto each : of_child_[row]) {
            if (!is_postponed_[each])
                level = std::max(level, plan_.levels[dependencies_[each].parent] + 1);
        }
        return level;
    }

    [[nodiscard]] std::size_t unplaced_parent_of(std::size_t row) const {
        for (const auto each : of_child_[row]) {
            if (!is_postponed_[each] && plan_.levels[dependencies_[each].parent] == unplaced)
                return each;
        }
        return unplaced;
    }

    // Walks from parent to parent, all of them unplaced, until one comes again.
    [[nodiscard]] std::vector<std::size_t> circle_behind(std::size_t row) const {
        std::vector<std::size_t> path;
        std::vector<std::size_t> seen_at(open_.size(), unplaced);
        while (seen_at[row] == unplaced) {
            seen_at[row] = path.size();
            path.push_back(unplaced_parent_of(row));
            row = dependencies_[path.back()].parent;
        }
        path.erase(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(seen_at[row]));
        return path;
    }

    // Returns the row that no longer waits, if it waits for nothing else.
    std::vector<std::size_t> break_circle_behind(std::size_t row) {
        const auto circle = circle_behind(row);
        const auto found = std::ranges::find_if(circle, [this](std::size_t each) {
            return dependencies_[each].column->is_nullable;
        });
        if (found == circle.end()) refuse(circle);
        plan_.postponed.push_back(*found);
        is_postponed_[*found] = true;
        const auto child = dependencies_[*found].child;
        if (--open_[child] > 0) return {};
        return {child};
    }

    [[noreturn]] void refuse(const std::vector<std::size_t>& circle) const {
        std::string names;
        for (const auto each : circle) {
            const auto& column = *dependencies_[each].column;
            if (!names.empty()) names += ", ";
            ((names += column.table().name) += '.') += column.name;
        }
        throw error{
            error_kind::invalid_query,
            "rows refer to one another in a circle, and none can come first: one of these columns "
            "must be optional: " +
                names};
    }

    std::span<const dependency> dependencies_;
    std::vector<std::vector<std::size_t>> of_child_;   // numbers of dependencies
    std::vector<std::vector<std::size_t>> of_parent_;  // numbers of dependencies
    std::vector<std::size_t> open_;                    // of each row: parents not placed yet
    std::vector<bool> is_postponed_;
    flush_plan plan_;
};

}  // namespace

flush_plan plan_flush(std::size_t rows, std::span<const dependency> dependencies) {
    return planner{rows, dependencies}.plan();
}

}  // namespace tinyorm
