#include <unamex/domain/name_hash.hpp>

#include <xxhash.h>

namespace unamex::domain {

name_hash hash_name(std::string_view norm) noexcept {
    return XXH3_64bits_withSeed(norm.data(), norm.size(), name_hash_seed);
}

}  // namespace unamex::domain
