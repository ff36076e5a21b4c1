#include <microfast/containers/regex_compiler.hpp>

#include <array>

namespace microfast::containers {

namespace {

/// The bytes of a code point.
struct spelt {
    std::array<unsigned char, 4> bytes{};
    std::size_t size = 0;
};

spelt to_utf8(char32_t code) noexcept {
    const auto continued = [code](unsigned shift) {
        return static_cast<unsigned char>(0x80U | (code >> shift & 0x3FU));
    };
    const auto led = [code](unsigned lead, unsigned shift) {
        return static_cast<unsigned char>(lead | code >> shift);
    };
    if (code < 0x80) return {{led(0, 0)}, 1};
    if (code < 0x800) return {{led(0xC0, 6), continued(0)}, 2};
    if (code < 0x1'0000) return {{led(0xE0, 12), continued(6), continued(0)}, 3};
    return {{led(0xF0, 18), continued(12), continued(6), continued(0)}, 4};
}

}  // namespace

std::uint32_t regex_compiler::compile(const regex_node& node, std::uint32_t next) {
    spend();
    switch (node.kind) {
        case regex_node_kind::characters: return compile_set(node.set, next);
        case regex_node_kind::sequence:
            for (auto child = node.children.rbegin(); child != node.children.rend(); ++child)
                next = compile(*child, next);
            return next;
        case regex_node_kind::alternatives: {
            auto start = compile(node.children.back(), next);
            for (auto child = node.children.rbegin() + 1; child != node.children.rend(); ++child) {
                const auto first = compile(*child, next);
                start = emit({.kind = instruction_kind::fork, .next = first, .other = start});
            }
            return start;
        }
        case regex_node_kind::repetition: return compile_repetition(node, next);
        case regex_node_kind::text_start:
            return emit({.kind = instruction_kind::text_start, .next = next});
        case regex_node_kind::text_end:
            return emit({.kind = instruction_kind::text_end, .next = next});
    }
    return next;
}

std::uint32_t regex_compiler::compile_repetition(const regex_node& node, std::uint32_t next) {
    const auto& repeated = node.children.front();
    auto start = next;
    if (node.most == regex_node::unbounded) {
        start = emit({.kind = instruction_kind::fork, .other = next});
        const auto body = compile(repeated, start);
        instructions_[start].next = body;
    } else {
        for (auto optional = node.most - node.least; optional > 0; --optional) {
            const auto body = compile(repeated, start);
            start = emit({.kind = instruction_kind::fork, .next = body, .other = next});
        }
    }
    for (auto needed = node.least; needed > 0; --needed)
        start = compile(repeated, start);
    return start;
}

std::uint32_t regex_compiler::compile_set(const code_set& set, std::uint32_t next) {
    shared_bytes shared;
    std::vector<std::uint32_t> starts;
    for (const auto& range : set.ranges())
        add_range(range, next, shared, starts);
    if (starts.empty()) {  // no character at all: a byte that does not exist
        return emit({.kind = instruction_kind::byte, .first = 1, .last = 0, .next = next});
    }
    auto start = starts.back();
    for (auto other = starts.rbegin() + 1; other != starts.rend(); ++other)
        start = emit({.kind = instruction_kind::fork, .next = *other, .other = start});
    return start;
}

/// Splits a range until the bytes of its first and last code point differ only where everything
/// between them follows. Source: Cox, "Regular Expression Matching in the Wild", UTF-8.
void regex_compiler::add_range(
    code_range range, std::uint32_t next, shared_bytes& shared, std::vector<std::uint32_t>& starts
) {
    const auto split_after = [&](char32_t last) {
        add_range({range.first, last}, next, shared, starts);
        add_range({last + 1, range.last}, next, shared, starts);
    };
    // Where the number of bytes changes, and around the surrogates, which UTF-8 does not have.
    for (const char32_t last : {0x7FU, 0x7FFU, 0xD7FFU, 0xDFFFU, 0xFFFFU}) {
        if (range.first <= last && last < range.last) return split_after(last);
    }
    if (range.first >= 0xD800 && range.last <= 0xDFFF) return;
    const auto size = to_utf8(range.first).size;
    for (std::size_t i = 1; i < size; ++i) {
        const char32_t inner = (char32_t{1} << 6 * i) - 1;
        if ((range.first & ~inner) == (range.last & ~inner)) continue;
        if ((range.first & inner) != 0) return split_after(range.first | inner);
        if ((range.last & inner) != inner) return split_after((range.last & ~inner) - 1);
    }
    starts.push_back(compile_bytes(range, next, shared));
}

std::uint32_t regex_compiler::compile_bytes(
    code_range range, std::uint32_t next, shared_bytes& shared
) {
    const auto first = to_utf8(range.first), last = to_utf8(range.last);
    for (auto i = first.size; i-- > 0;) {
        const auto [known, is_new] =
            shared.try_emplace({first.bytes[i], last.bytes[i], next}, std::uint32_t{0});
        if (is_new) {
            known->second = emit(
                {.kind = instruction_kind::byte,
                 .first = first.bytes[i],
                 .last = last.bytes[i],
                 .next = next}
            );
        }
        next = known->second;
    }
    return next;
}

std::uint32_t regex_compiler::emit(instruction made) {
    spend();
    instructions_.push_back(made);
    return static_cast<std::uint32_t>(instructions_.size() - 1);
}

void regex_compiler::spend() {
    if (++spent_ > 2 * regex_program::most_instructions ||
        instructions_.size() >= regex_program::most_instructions) {
        throw regex_error(pattern_, pattern_.size(), "becomes too large an automaton");
    }
}

}  // namespace microfast::containers
