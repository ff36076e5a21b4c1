#include <tinyorm/core/error.hpp>
#include <tinyorm/session/repeated_queries.hpp>

namespace tinyorm {

bool repeated_queries::count(std::string_view query, const std::source_location& origin) {
    if (policy_->on_repetition == repetition_response::ignore) return false;
    const auto place = std::string{origin.file_name()} + ':' + std::to_string(origin.line());
    const auto times = ++times_[place + ' ' + std::string{query}];
    if (times <= policy_->repetition_limit) return false;
    if (policy_->on_repetition == repetition_response::raise) {
        throw error{
            error_kind::invalid_query,
            "a query came more than " + std::to_string(policy_->repetition_limit) + " times from " +
                place +
                ": load what is related together, by with() or preload(): " + std::string{query}};
    }
    const bool is_first = times == policy_->repetition_limit + 1;
    if (is_first && policy_->report) policy_->report({std::string{query}, origin, times});
    return policy_->on_repetition == repetition_response::batch;
}

}  // namespace tinyorm
