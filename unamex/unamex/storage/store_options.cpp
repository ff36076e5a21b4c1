#include <unamex/storage/store_options.hpp>

#include <fmt/format.h>

namespace unamex::storage {

store_options make_store_options(std::span<const std::string> urls, std::uint32_t key_version) {
    store_options options{.key_version = key_version};
    for (const auto& url : urls) {
        options.shards.push_back(
            {.name = fmt::format("shard-{}", options.shards.size()), .url = url}
        );
    }
    return options;
}

}  // namespace unamex::storage
