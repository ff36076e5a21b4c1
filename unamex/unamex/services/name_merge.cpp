#include <unamex/services/name_merge.hpp>

#include <utility>

namespace unamex::services {

name_merge::name_merge(ports::change_log& log) : log_{log}, streams_{log.layout().size()} {
    for (std::size_t shard = 0; shard < streams_.size(); ++shard)
        read_page(shard, "");
}

std::optional<ports::stored_name> name_merge::take_next() {
    const ports::stored_name* least = nullptr;
    std::size_t of_shard = 0;
    for (std::size_t shard = 0; shard < streams_.size(); ++shard) {
        const auto& [page, next] = streams_[shard];
        if (next == page.size() || (least != nullptr && least->norm < page[next].norm)) continue;
        least = &page[next];
        of_shard = shard;
    }
    if (least == nullptr) return std::nullopt;
    auto& [page, next] = streams_[of_shard];
    auto taken = std::move(page[next]);
    if (++next == page.size()) read_page(of_shard, taken.norm);
    return taken;
}

void name_merge::read_page(std::size_t shard, std::string_view after) {
    streams_[shard] = {.page = log_.names_blocking(shard, after, page_size)};
}

}  // namespace unamex::services
