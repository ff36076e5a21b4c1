#include <unamex/filter/snapshot.hpp>
#include <unamex/search/segment.hpp>
#include <unamex/search/segment_builder.hpp>
#include <unamex/search/segment_error.hpp>
#include <unamex/search/segment_output.hpp>
#include <unamex/services/name_merge.hpp>
#include <unamex/services/snapshot_store.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace unamex::services {

namespace {

constexpr std::size_t smallest_filter = 1U << 16U;

// Half as many again before the filter has to grow.
std::size_t capacity_for(std::size_t names) {
    return std::max(smallest_filter, names + names / 2);
}

void fill(filter::split_block_filter& filter, const search::segment& names) {
    for (search::name_reader reader{names, 0}; !reader.is_done(); reader.advance()) {
        filter.insert(domain::hash_name(reader.name()));
    }
}

// A claim that fails leaves its name in the filter. Where these have filled it, it is made anew:
// what is claimed but not among the names yet comes with the log.
void leave_out_failed_claims(
    filter::split_block_filter& filter, const search::segment& names, std::size_t count
) {
    const bool is_full = filter.names() > filter.capacity();
    if (!is_full || count > filter.capacity()) return;
    filter = filter::split_block_filter{filter.capacity()};
    fill(filter, names);
}

// A claim that is under way puts its name in once more before it is acknowledged.
filter::split_block_filter* begin_replacement(known_names& known) {
    if (known.has_outgrown_filter()) return &known.filter().begin_growth(known.index().size());
    return known.has_worn_filter() ? &known.filter().begin_renewal() : nullptr;
}

std::size_t write_names(ports::change_log& log, const std::filesystem::path& file) {
    search::replacing_file output{file};
    search::segment_builder builder{output};
    std::size_t count = 0;
    for (name_merge names{log}; const auto next = names.take_next(); ++count)
        builder.add(next->norm, next->weight);
    builder.finish();
    output.commit();
    return count;
}

domain::log_positions end_of(ports::change_log& log) {
    const auto& layout = log.layout();
    std::vector<domain::log_positions> ends;
    for (std::size_t shard = 0; shard < layout.size(); ++shard)
        ends.push_back(log.end_blocking(shard));
    domain::log_positions all;
    for (std::size_t i = 0; i < domain::slot_count; ++i) {
        const auto slot = static_cast<domain::slot_id>(i);
        all.advance({slot, ends[layout.shard_of(slot)][slot]});
    }
    return all;
}

[[noreturn]] void refuse(std::string_view defect, const std::filesystem::path& directory) {
    throw snapshot_unusable{fmt::format(
        "{0}: nothing was changed; delete {1}/snapshot.json to have all names read from the store, "
        "or choose another data directory than {1}",
        defect,
        directory.string()
    )};
}

void require_match(
    const snapshot_manifest& manifest,
    const snapshot_options& options,
    const ports::shard_layout& layout
) {
    if (manifest.store_id != layout.store_id) {
        refuse("the snapshot is of another store", options.directory);
    }
    if (manifest.key_version != options.key_version) {
        refuse(
            fmt::format(
                "the snapshot has keys of version {}, this service makes keys of version {}",
                manifest.key_version,
                options.key_version
            ),
            options.directory
        );
    }
}

std::optional<snapshot_manifest> find_own_manifest(
    const snapshot_options& options, const ports::shard_layout& layout
) {
    std::optional<snapshot_manifest> manifest;
    try {
        manifest = read_manifest(options.directory);
    } catch (const snapshot_unusable& defect) {
        refuse(defect.what(), options.directory);
    }
    if (manifest) require_match(*manifest, options, layout);
    return manifest;
}

}  // namespace

void require_own_snapshot(const snapshot_options& options, const ports::shard_layout& layout) {
    static_cast<void>(find_own_manifest(options, layout));
}

snapshot_store::snapshot_store(snapshot_options options, const ports::clock& clock)
    : options_{std::move(options)},
      clock_{clock},
      directory_{options_.directory} {}

std::optional<opened_snapshot> snapshot_store::open_blocking(const ports::shard_layout& layout) {
    const auto manifest = find_own_manifest(options_, layout);
    if (!manifest) return std::nullopt;
    generation_ = manifest->generation;
    try {
        auto filter = filter::open_snapshot_blocking(
            directory_.filter_file(generation_), options_.key_version
        );
        auto names = search::segment::open(directory_.names_file(generation_));
        leave_out_failed_claims(filter.filter, names, manifest->names);
        auto index = std::make_unique<search::name_index>(options_.cursor_key, std::move(names));
        auto growing = std::make_unique<growing_filter>(std::move(filter.filter));
        return opened_snapshot{
            std::make_unique<known_names>(layout, std::move(growing), std::move(index)),
            std::move(filter.positions)};
    } catch (const filter::snapshot_error& defect) {
        refuse(defect.what(), options_.directory);
    } catch (const search::segment_error& defect) {
        refuse(defect.what(), options_.directory);
    }
}

std::uint64_t snapshot_store::begin_generation(const ports::shard_layout& layout) {
    const auto manifest = find_own_manifest(options_, layout);
    const auto complete = manifest ? manifest->generation : 0;
    generation_ = std::max({generation_, complete, directory_.newest_generation()});
    return ++generation_;
}

void snapshot_store::scan_blocking(ports::change_log& log) {
    const auto generation = begin_generation(log.layout());
    const auto applied = end_of(log);
    const auto count = write_names(log, directory_.names_file(generation));
    filter::split_block_filter filter{capacity_for(count)};
    fill(filter, search::segment::open(directory_.names_file(generation)));
    filter::write_snapshot_blocking(
        directory_.filter_file(generation), filter, applied, options_.key_version
    );
    publish(log.layout(), generation, count);
}

void snapshot_store::save_blocking(known_names& known, const domain::log_positions& applied) {
    const auto generation = begin_generation(known.layout());
    // Begun before the names are written: a name comes into the index first, so what is not in the
    // file goes into both filters.
    auto* const replacement = begin_replacement(known);
    known.index().write_base_blocking(directory_.names_file(generation));
    if (replacement != nullptr) {
        fill(*replacement, search::segment::open(directory_.names_file(generation)));
        known.filter().finish();
    }
    filter::write_snapshot_blocking(
        directory_.filter_file(generation), known.filter().current(), applied, options_.key_version
    );
    publish(known.layout(), generation, known.index().size());
}

void snapshot_store::publish(
    const ports::shard_layout& layout, std::uint64_t generation, std::uint64_t names
) {
    const snapshot_manifest complete{
        .generation = generation,
        .key_version = options_.key_version,
        .store_id = layout.store_id,
        .names = names,
        .written_at = clock_.date()};
    directory_.publish(complete);
}

}  // namespace unamex::services
