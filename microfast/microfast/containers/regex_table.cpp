#include <microfast/containers/regex_table.hpp>

#include <algorithm>
#include <map>
#include <utility>

namespace microfast::containers {

/// The subset construction, given up when it spends too much.
class regex_table_builder {
public:
    explicit regex_table_builder(const regex_program& program)
        : program_(program),
          reached_(program.size()) {}

    std::optional<regex_table> build() {
        find_columns();
        add_first_state();
        for (std::uint32_t state = 0; state < sets_.size(); ++state) {
            if (sets_.size() > regex_table::most_states || steps_ > most_steps) return std::nullopt;
            add_transitions(state);
        }
        return std::move(table_);
    }

private:
    static constexpr std::size_t most_steps = 2'000'000;
    using positions = std::vector<std::uint32_t>;

    void find_columns() {
        std::array<bool, 257> starts{};  // a column begins at this byte
        for (std::uint32_t i = 0; i < program_.size(); ++i) {
            const auto& each = program_.at(i);
            if (each.kind != instruction_kind::byte || each.first > each.last) continue;
            starts[each.first] = true;
            starts[each.last + 1U] = true;
        }
        std::uint8_t column = 0;
        for (std::size_t byte = 0; byte < 256; ++byte) {
            if (byte > 0 && starts[byte]) ++column;
            if (byte == 0 || starts[byte]) samples_.push_back(static_cast<unsigned char>(byte));
            table_.column_of_[byte] = column;
        }
        table_.columns_ = samples_.size();
    }

    /// The first state is never reached again: only there do `^` and, if nothing follows, `$` hold
    /// together.
    void add_first_state() {
        const bool accepts_nothing =
            program_.follow(program_.start(), {true, true}, reached_, steps_);
        reached_.clear();
        (void)program_.follow(program_.start(), {true, false}, reached_, steps_);
        first_ = take_reached();
        sets_.push_back(&first_);
        table_.rows_.push_back(describe(first_));
        table_.rows_.front().accepts = accepts_nothing;
    }

    /// What was reached, without the forks, which have been followed.
    positions take_reached() {
        positions taken;
        for (const auto position : reached_) {
            const auto kind = program_.at(position).kind;
            if (kind != instruction_kind::fork && kind != instruction_kind::text_start)
                taken.push_back(position);
        }
        reached_.clear();
        std::sort(taken.begin(), taken.end());
        return taken;
    }

    std::uint16_t state_of(positions reached) {
        const auto [known, is_new] =
            numbers_.try_emplace(std::move(reached), static_cast<std::uint16_t>(sets_.size()));
        if (is_new) {
            sets_.push_back(&known->first);
            table_.rows_.push_back(describe(known->first));
        }
        return known->second;
    }

    regex_table::row describe(const positions& reached) {
        bool is_match = false, accepts = false;
        for (const auto position : reached) {
            is_match |= program_.at(position).kind == instruction_kind::match;
            accepts |= program_.follow(position, {false, true}, reached_, steps_);
        }
        reached_.clear();
        const bool has_found = is_match && program_.scope() == regex_scope::anywhere;
        return {accepts, has_found || reached.empty()};
    }

    void add_transitions(std::uint32_t state) {
        for (const auto byte : samples_) {
            for (const auto position : *sets_[state]) {
                const auto& each = program_.at(position);
                const bool takes =
                    each.kind == instruction_kind::byte && each.first <= byte && byte <= each.last;
                if (takes) (void)program_.follow(each.next, {false, false}, reached_, steps_);
                ++steps_;
            }
            table_.next_.push_back(state_of(take_reached()));
        }
    }

    const regex_program& program_;
    position_set reached_;
    std::vector<unsigned char> samples_;  // a byte of each column
    positions first_;
    std::map<positions, std::uint16_t> numbers_;  // of the states but the first
    std::vector<const positions*> sets_;          // by number of the state
    regex_table table_;
    std::size_t steps_ = 0;
};

std::optional<regex_table> make_regex_table(const regex_program& program) {
    return regex_table_builder(program).build();
}

}  // namespace microfast::containers
