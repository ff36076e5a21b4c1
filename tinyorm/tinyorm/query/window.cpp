#include <tinyorm/core/error.hpp>
#include <tinyorm/query/window.hpp>

namespace tinyorm::query {

namespace {

frame_bound unbounded(operation code) {
    return {expression{code, {}, 0}};
}

frame_bound at_distance(operation code, i64 rows) {
    if (rows < 0) throw error{error_kind::value_out_of_range, "a frame of less than 0 rows"};
    return {expression{code, typed<i64>(rows), 1}};
}

window_function<i64> numbering(const char* name) {
    return window_function<i64>{expression{operation::call, {}, 0, name}};
}

}  // namespace

frame_bound unbounded_preceding() {
    return unbounded(operation::unbounded_preceding);
}

frame_bound preceding(i64 rows) {
    return at_distance(operation::preceding, rows);
}

frame_bound current_row() {
    return unbounded(operation::current_row);
}

frame_bound following(i64 rows) {
    return at_distance(operation::following, rows);
}

frame_bound unbounded_following() {
    return unbounded(operation::unbounded_following);
}

void window::add(expression& list, std::size_t& count, expression added, std::size_t more) {
    list.append(std::move(added));
    count += more;
}

expression window::over(expression function) const {
    expression all = std::move(function);
    all.append(expression{operation::list, partition_, partitions_});
    all.append(expression{operation::list, order_, terms_});
    if (!frame_.is_empty()) all.append(frame_);
    return {operation::over, std::move(all), frame_.is_empty() ? 3U : 4U};
}

window_function<i64> row_number() {
    return numbering("row_number");
}

window_function<i64> rank() {
    return numbering("rank");
}

window_function<i64> dense_rank() {
    return numbering("dense_rank");
}

}  // namespace tinyorm::query
