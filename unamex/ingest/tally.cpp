#include <ingest/tally.hpp>

namespace unamex::ingest {

void tally::refuse(std::string_view reason, refused_lines::example where) {
    auto found = refused_by_reason.find(reason);
    if (found == refused_by_reason.end())
        found = refused_by_reason.try_emplace(std::string{reason}).first;
    auto& refused = found->second;
    ++refused.count;
    if (refused.examples.size() < refused_lines::examples_kept) refused.examples.push_back(where);
}

std::uint64_t tally::refused() const {
    std::uint64_t sum = 0;
    for (const auto& [reason, lines_refused] : refused_by_reason)
        sum += lines_refused.count;
    return sum;
}

}  // namespace unamex::ingest
