#include <unamex/search/front_coding.hpp>
#include <unamex/search/segment_builder.hpp>
#include <unamex/search/segment_format.hpp>

#include <xxhash.h>

#include <limits>
#include <stdexcept>
#include <utility>

namespace unamex::search {
namespace {

constexpr std::size_t write_size_bytes = 1U << 20U;

}  // namespace

/// Keeps the checksum of what is appended behind the header.
class segment_builder::checked_output {
public:
    explicit checked_output(segment_output& output) : output_{&output}, state_{XXH3_createState()} {
        XXH3_64bits_reset(state_.get());
        const format::header room{};
        output_->append(format::bytes_of(room));
    }

    void append(std::string_view bytes) {
        XXH3_64bits_update(state_.get(), bytes.data(), bytes.size());
        output_->append(bytes);
    }

    void seal(format::header head) {
        head.body_checksum = XXH3_64bits_digest(state_.get());
        head.header_checksum = format::header_checksum(head);
        output_->replace_start(format::bytes_of(head));
    }

private:
    struct free_state {
        void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
    };

    segment_output* output_;
    std::unique_ptr<XXH3_state_t, free_state> state_;
};

segment_builder::segment_builder(segment_output& output, std::uint32_t key_version)
    : output_{std::make_unique<checked_output>(output)},
      key_version_{key_version} {}

segment_builder::~segment_builder() = default;

void segment_builder::add(std::string_view name, weight_type weight) {
    if (name.empty() || name.size() > longest_name) {
        throw std::invalid_argument{"a name in a search segment has 1 to 255 bytes"};
    }
    if (name <= previous_) {
        throw std::invalid_argument{"names of a search segment must come in order, each once"};
    }
    if (weights_.size() == std::numeric_limits<ordinal>::max()) {
        throw std::length_error{"a search segment holds at most 2^32 - 1 names"};
    }
    if (weights_.size() % format::names_per_block == 0) begin_block(name);
    append_front_coded(blocks_, previous_, name);
    weights_ += static_cast<char>(weight);
    previous_ = name;
}

void segment_builder::begin_block(std::string_view name) {
    if (blocks_.size() >= write_size_bytes) write_out_blocks();
    const auto offset = blocks_written_ + blocks_.size();
    if (offset > std::numeric_limits<std::uint32_t>::max()) {
        throw std::length_error{"the names of a search segment have at most 4 GiB, front-coded"};
    }
    keys_ += format::bytes_of(format::sort_key(name));
    offsets_ += format::bytes_of(static_cast<std::uint32_t>(offset));
    previous_.clear();
}

void segment_builder::write_out_blocks() {
    output_->append(blocks_);
    blocks_written_ += blocks_.size();
    blocks_.clear();
}

void segment_builder::finish() {
    write_out_blocks();
    output_->append(keys_);
    output_->append(offsets_);
    output_->append(weight_pyramid::build(weights_));
    format::header head{};
    format::magic.copy(head.magic, sizeof head.magic);
    head.version = format::version;
    head.key_version = key_version_;
    head.names = weights_.size();
    head.blocks_size_bytes = blocks_written_;
    head.file_size_bytes = format::file_size_bytes(head.names, blocks_written_);
    output_->seal(head);
}

}  // namespace unamex::search
