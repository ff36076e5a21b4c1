// Runs a fuzz target without libFuzzer: every file of the folders that are named, and mutations of
// them with a fixed seed, so that every test run looks at the same inputs.
//
//   x_fuzz [--mutations 5000] FOLDER...
#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace {

constexpr std::size_t longest_input = 64 * 1024;

std::string read(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Flips, drops, doubles and borrows bytes, one to eight times.
class mutator {
public:
    explicit mutator(std::span<const std::string> seeds) : seeds_(seeds) {}

    std::string next() {
        std::string text = seeds_[below(seeds_.size())];
        for (auto changes = 1 + below(8); changes > 0; --changes)
            change(text);
        text.resize(std::min(text.size(), longest_input));
        return text;
    }

private:
    std::size_t below(std::size_t bound) { return bound == 0 ? 0 : random_() % bound; }

    void change(std::string& text) {
        const auto at = below(text.size() + 1);
        const auto size = below(std::min<std::size_t>(text.size() - at, 16) + 1);
        const auto& other = seeds_[below(seeds_.size())];
        const auto from = below(other.size() + 1);
        switch (below(6)) {
            case 0: text.insert(at, 1, static_cast<char>(random_())); break;
            case 1: text.erase(at, size); break;
            case 2: text.insert(at, text.substr(at, size)); break;
            case 3: text.insert(at, other.substr(from, below(32))); break;
            case 4: text.insert(at, 1, interesting[below(interesting.size())]); break;
            default:
                if (at < text.size()) text[at] = static_cast<char>(random_());
        }
    }

    static constexpr std::string_view interesting{"\r\n\0 \t:;,=\"%/?&{}[]0-\x7f\x80\xff", 23};

    std::span<const std::string> seeds_;
    std::mt19937 random_{20'26};
};

void run(std::string_view input) {
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

std::size_t to_number(std::string_view text) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) {
        throw std::runtime_error("--mutations wants a number");
    }
    return number;
}

}  // namespace

int main(int count, char** arguments) {
    try {
        std::size_t mutations = 5000;
        std::vector<std::string> seeds;
        for (int i = 1; i < count; ++i) {
            if (std::string_view(arguments[i]) == "--mutations" && i + 1 < count) {
                mutations = to_number(arguments[++i]);
                continue;
            }
            for (const auto& file : std::filesystem::directory_iterator(arguments[i])) {
                seeds.push_back(read(file.path()));
            }
        }
        if (seeds.empty()) throw std::runtime_error("no file in the folders that were named");
        std::sort(seeds.begin(), seeds.end());
        for (const auto& seed : seeds)
            run(seed);
        mutator mutated(seeds);
        for (std::size_t i = 0; i < mutations; ++i)
            run(mutated.next());
        std::printf("%zu seeds, %zu mutations\n", seeds.size(), mutations);
        return 0;
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "%s\n", failure.what());
        return 1;
    }
}
