#include <tinyorm/dialect/renderer.hpp>
#include <tinyorm/session/shape_cache.hpp>

#include <mutex>
#include <utility>

namespace tinyorm {

std::shared_ptr<const std::string> shape_cache::text_of(const query::statement& statement) {
    query::statement_shape shape{statement};
    {
        const std::shared_lock reading{mutex_};
        if (const auto known = texts_.find(shape); known != texts_.end()) return known->second;
    }
    auto text = std::make_shared<const std::string>(dialect::render(dialect_, statement));
    const std::unique_lock writing{mutex_};
    if (texts_.size() >= capacity) texts_.clear();
    return texts_.try_emplace(std::move(shape), std::move(text)).first->second;
}

std::size_t shape_cache::size() const {
    const std::shared_lock reading{mutex_};
    return texts_.size();
}

}  // namespace tinyorm
