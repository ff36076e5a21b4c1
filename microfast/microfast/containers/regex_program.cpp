#include <microfast/containers/regex_compiler.hpp>
#include <microfast/containers/regex_program.hpp>

#include <utility>

namespace microfast::containers {

regex_program::regex_program(const regex_node& tree, std::string_view pattern, regex_scope scope)
    : scope_(scope) {
    regex_compiler compiler(pattern);
    const auto match = compiler.emit({.kind = instruction_kind::match});
    start_ = compiler.compile(tree, match);
    if (scope == regex_scope::anywhere) {  // any bytes before it
        const auto fork = compiler.emit({.kind = instruction_kind::fork, .next = start_});
        const auto skip =
            compiler.emit({.kind = instruction_kind::byte, .last = 0xFF, .next = fork});
        start_ = fork;
        instructions_ = compiler.take();
        instructions_[fork].other = skip;
    } else {
        instructions_ = compiler.take();
    }
}

bool regex_program::follow(
    std::uint32_t from, text_position where, position_set& into, std::size_t& steps
) const noexcept {
    bool is_match = false;
    auto unseen = into.size();  // the set is also the queue of what is still to be looked at
    into.insert(from);
    for (; unseen < into.size(); ++unseen, ++steps) {
        const auto& reached = instructions_[into[unseen]];
        switch (reached.kind) {
            case instruction_kind::byte: break;
            case instruction_kind::match: is_match = true; break;
            case instruction_kind::fork:
                into.insert(reached.next);
                into.insert(reached.other);
                break;
            case instruction_kind::text_start:
                if (where.is_start) into.insert(reached.next);
                break;
            case instruction_kind::text_end:
                if (where.is_end) into.insert(reached.next);
                break;
        }
    }
    return is_match;
}

bool regex_program::matches(std::string_view text, std::size_t& steps) const {
    position_set current(size()), following(size());
    bool is_match = follow(start_, {true, text.empty()}, current, steps);
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (is_match && scope_ == regex_scope::anywhere) return true;
        if (current.empty()) return false;
        const auto byte = static_cast<unsigned char>(text[at]);
        const text_position where{false, at + 1 == text.size()};
        is_match = false;
        following.clear();
        for (const auto position : current) {
            const auto& reached = instructions_[position];
            const bool takes = reached.kind == instruction_kind::byte && reached.first <= byte &&
                               byte <= reached.last;
            if (takes) is_match |= follow(reached.next, where, following, steps);
        }
        std::swap(current, following);
    }
    return is_match;
}

}  // namespace microfast::containers
