#include <microfast/containers/regex.hpp>
#include <microfast/containers/text_map.hpp>
#include <microfast/routing/route.hpp>
#include <microfast/routing/route_trie.hpp>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace microfast::routing {

struct route_trie::node {
    struct expression_edge {
        containers::regex expression;
        std::unique_ptr<node> leads_to;
    };

    std::unique_ptr<node>& at_expression(const std::string& text) {
        for (auto& edge : expressions) {
            if (edge.expression.pattern() == text) return edge.leads_to;
        }
        expressions.push_back({containers::regex(text), nullptr});
        return expressions.back().leads_to;
    }

    std::unique_ptr<node>& at(const pattern_segment& segment) {
        switch (segment.kind) {
            case segment_kind::text: return texts.insert(segment.text);
            case segment_kind::expression: return at_expression(segment.expression);
            case segment_kind::parameter: return parameter;
            case segment_kind::tail: break;
        }
        return tail;
    }

    containers::text_map<std::unique_ptr<node>> texts;
    std::vector<expression_edge> expressions;
    std::unique_ptr<node> parameter;
    std::unique_ptr<node> tail;
    method_routes routes;  // of the pattern that ends here
};

/// One walk through the trie, down and back up.
class route_trie::search {
public:
    search(const http::request_head& head, http::method method, std::string_view path) noexcept
        : head_(head),
          method_(method),
          path_(path) {}

    /// Follows the path from `position`, where a slash or its end is.
    bool descend(const node& from, std::size_t position) noexcept {
        if (position == path_.size()) return accept(from.routes);
        const auto start = position + 1;
        const auto end = std::min(path_.find('/', start), path_.size());
        const auto segment = path_.substr(start, end - start);
        if (const auto* next = from.texts.find(segment)) {
            if (descend(**next, end)) return true;
        }
        if (!segment.empty()) {
            const auto value = head_.path.substr(start, segment.size());
            for (const auto& edge : from.expressions) {
                if (edge.expression.matches(value) && enter(*edge.leads_to, value, end))
                    return true;
            }
            if (from.parameter && enter(*from.parameter, value, end)) return true;
        }
        if (!from.tail) return false;
        values_[count_++] = head_.path.substr(std::min(start, head_.path.size()));
        if (accept(from.tail->routes)) return true;
        --count_;
        return false;
    }

    [[nodiscard]] trie_match result() const noexcept { return {found_, allowed_}; }
    [[nodiscard]] std::string_view value(std::size_t number) const noexcept {
        return values_[number];
    }

private:
    bool enter(const node& next, std::string_view value, std::size_t end) noexcept {
        values_[count_++] = value;
        if (descend(next, end)) return true;
        --count_;
        return false;
    }

    bool accept(const method_routes& routes) noexcept {
        allowed_.insert(routes.methods());
        found_ = routes.find(method_);
        return found_ != nullptr;
    }

    const http::request_head& head_;
    http::method method_;
    std::string_view path_;
    const route* found_ = nullptr;
    http::method_set allowed_;
    std::array<std::string_view, http::request::most_parameters>
        values_;  // of the parameters on the way
    std::size_t count_ = 0;
};

route_trie::route_trie() : root_(std::make_unique<node>()) {}
route_trie::route_trie(route_trie&&) noexcept = default;
route_trie& route_trie::operator=(route_trie&&) noexcept = default;
route_trie::~route_trie() = default;

method_routes& route_trie::at(const pattern& pattern) {
    auto* at = root_.get();
    for (const auto& segment : pattern.segments) {
        auto& next = at->at(segment);
        if (!next) next = std::make_unique<node>();
        at = next.get();
    }
    return at->routes;
}

trie_match route_trie::find(http::request& request, http::method method, std::string_view path)
    const {
    search walk(request.head(), method, path);
    if (walk.descend(*root_, 0)) {
        const auto& names = walk.result().found->parameter_names;
        for (std::size_t i = 0; i < names.size(); ++i)
            request.add_parameter(names[i], walk.value(i));
    }
    return walk.result();
}

}  // namespace microfast::routing
