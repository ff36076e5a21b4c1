#include <microfast/files/file_cache.hpp>

#include <algorithm>
#include <utility>

namespace microfast::files {

bool file_variants::has_siblings() const noexcept {
    return std::any_of(siblings.begin(), siblings.end(), [](const auto& each) {
        return each != nullptr;
    });
}

file_cache::file_cache(const directory_root& root, const file_cache_options& options)
    : root_{root},
      options_{options},
      entries_{options.budget.value} {}

file_lookup file_cache::find(std::string_view path, time_point now) {
    auto* const known = entries_.find(path);
    if (known == nullptr) return load(std::string(path), now);
    if (now - known->checked < options_.trust) return {lookup_outcome::file, &known->file};
    std::string key(path);
    if (is_unchanged(key, known->file)) {
        known->checked = now;
        return {lookup_outcome::file, &known->file};
    }
    entries_.erase(key);
    return load(std::move(key), now);
}

file_lookup file_cache::load(std::string path, time_point now) {
    auto opened = root_.open(path);
    if (!opened) return {};
    if (opened->status.kind == file_kind::directory) return {lookup_outcome::directory};
    entry loaded{.file = {}, .checked = now};
    auto& [plain, siblings] = loaded.file;
    plain = std::make_shared<stored_file>(
        *std::move(opened), std::string_view{}, options_.largest_file.value
    );
    auto cost = path.size() + plain->cost();
    for (std::size_t i = 0; i < siblings.size(); ++i) {
        siblings[i] = load_sibling(path, sibling_kinds[i], plain->status());
        if (siblings[i] != nullptr) cost += siblings[i]->cost();
    }
    unkept_ = loaded.file;
    const auto* const kept = entries_.insert(std::move(path), std::move(loaded), cost);
    if (kept == nullptr) return {lookup_outcome::file, &unkept_};
    unkept_ = {};
    return {lookup_outcome::file, &kept->file};
}

std::shared_ptr<const stored_file> file_cache::load_sibling(
    const std::string& path, const sibling_kind& kind, const file_status& plain
) const {
    if (options_.siblings == sibling_search::none) return nullptr;
    auto opened = root_.open(path + std::string(kind.suffix));
    const bool counts = opened && opened->status.kind == file_kind::regular &&
                        opened->status.modified >= plain.modified;
    if (!counts) return nullptr;
    return std::make_shared<stored_file>(
        *std::move(opened), kind.coding, options_.largest_file.value
    );
}

bool file_cache::is_unchanged(const std::string& path, const file_variants& file) const {
    const auto plain = file.plain->status();
    if (root_.peek(path) != plain) return false;
    if (options_.siblings == sibling_search::none) return true;
    for (std::size_t i = 0; i < sibling_kinds.size(); ++i) {
        const auto now = root_.peek(path + std::string(sibling_kinds[i].suffix));
        const auto& known = file.siblings[i];
        const bool counts_now =
            now && now->kind == file_kind::regular && now->modified >= plain.modified;
        const bool is_same = counts_now ? known && known->status() == *now : known == nullptr;
        if (!is_same) return false;
    }
    return true;
}

}  // namespace microfast::files
