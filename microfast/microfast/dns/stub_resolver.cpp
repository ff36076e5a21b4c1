#include <microfast/core/error.hpp>
#include <microfast/dns/server_exchange.hpp>
#include <microfast/dns/stub_resolver.hpp>
#include <microfast/net/endpoint.hpp>
#include <microfast/net/use_task.hpp>

#include <asio/experimental/as_tuple.hpp>
#include <asio/steady_timer.hpp>

#include <algorithm>
#include <exception>
#include <fstream>
#include <random>
#include <sstream>
#include <unordered_map>
#include <utility>

namespace microfast::dns {

namespace {

using asio::ip::udp;

name with_mixed_case(const name& asked) {
    std::random_device random;
    name mixed;
    for (std::size_t i = 0; i < asked.label_count(); ++i) {
        std::string label(asked.label(i));
        auto bits = random();
        for (auto& byte : label) {
            const bool is_letter = (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
            if (is_letter && (bits & 1U) != 0) byte = static_cast<char>(byte ^ 0x20);
            bits = bits > 1 ? bits >> 1U : random();
        }
        (void)mixed.append_label(label);  // as long as the one it was
    }
    return mixed;
}

http::ip_address to_address(const record& from) {
    asio::ip::address address;
    if (const auto* v4 = std::get_if<a_data>(&from.data))
        address = asio::ip::address_v4(v4->address);
    if (const auto* v6 = std::get_if<aaaa_data>(&from.data))
        address = asio::ip::address_v6(v6->address);
    return http::ip_address::parse(address.to_string()).value_or(http::ip_address{});
}

}  // namespace

class stub_resolver::state : public std::enable_shared_from_this<state> {
public:
    state(net::event_loop& loop, resolver_options options)
        : loop_{loop},
          options_{std::move(options)},
          cache_{options_.cache} {
        if (options_.servers.empty())
            options_.servers = read_resolver_configuration("/etc/resolv.conf");
        for (const auto& each : options_.servers) {
            const auto where = net::parse_endpoint(each);
            servers_.emplace_back(where.address(), where.port());
        }
    }

    [[nodiscard]] std::uint64_t asked() const noexcept { return asked_; }

    task<resolution> resolve(question asked) {
        const auto self = shared_from_this();
        if (auto known = cache_.find(asked, loop_.now())) co_return *std::move(known);
        const auto search = find_search(asked);
        if (!search->is_done) {
            waiter who(loop_, *search);
            const auto [woken] =
                co_await who.timer.async_wait(asio::experimental::as_tuple(net::use_task));
            if (!search->is_done) throw std::system_error{woken};  // the task is cancelled
        }
        if (search->failure) std::rethrow_exception(search->failure);
        co_return search->found;
    }

private:
    /// What one question is to all who wait for its answer.
    struct under_way {
        bool is_done = false;
        resolution found{};
        std::exception_ptr failure{};
        std::vector<asio::steady_timer*> waiting{};  // in the frames of those who wait
    };

    /// One of them.
    struct waiter {
        waiter(net::event_loop& loop, under_way& waits_for)
            : search{waits_for},
              timer{loop.executor(), asio::steady_timer::time_point::max()} {
            search.waiting.push_back(&timer);
        }
        waiter(const waiter&) = delete;
        waiter& operator=(const waiter&) = delete;
        ~waiter() { std::erase(search.waiting, &timer); }

        under_way& search;
        asio::steady_timer timer;
    };

    std::shared_ptr<under_way> find_search(const question& asked) {
        const auto key = to_key(asked);
        if (const auto known = searches_.find(key); known != searches_.end()) return known->second;
        if (searches_.size() >= options_.under_way)
            throw error("too many questions are under way: try later");
        const auto begun = std::make_shared<under_way>();
        searches_.emplace(key, begun);
        // A task of its own: whoever asked first may leave, and the others still wait.
        loop_.spawn(run(shared_from_this(), asked, key, begun));
        return begun;
    }

    static task<void> run(
        std::shared_ptr<state> self,
        question asked,
        std::string key,
        std::shared_ptr<under_way> search
    ) {
        try {
            search->found = co_await self->ask_servers(asked);
            self->cache_.insert(asked, search->found, self->loop_.now());
        } catch (...) {
            search->failure = std::current_exception();
        }
        search->is_done = true;
        self->searches_.erase(key);
        for (auto* timer : search->waiting)
            timer->cancel();
    }

    task<resolution> ask_servers(const question& asked) {
        for (unsigned round = 0; round < options_.rounds; ++round) {
            for (const auto& server : servers_) {
                auto sent = asked;
                if (options_.mixes_case) sent.asked = with_mixed_case(asked.asked);
                ++asked_;
                const auto answer = co_await ask_server(loop_, server, sent, options_.patience);
                const bool is_final = answer && (answer->code == response_code::no_error ||
                                                 answer->code == response_code::no_such_name);
                if (is_final) co_return to_resolution(asked, *answer);
            }
        }
        throw error(
            "no server has an answer for " + asked.asked.to_string() + " " + to_string(asked.type)
        );
    }

    net::event_loop& loop_;
    resolver_options options_;
    resolver_cache cache_;
    std::vector<udp::endpoint> servers_;
    std::unordered_map<std::string, std::shared_ptr<under_way>> searches_;
    std::uint64_t asked_ = 0;
};

stub_resolver::stub_resolver(net::event_loop& loop, resolver_options options)
    : state_{std::make_shared<state>(loop, std::move(options))} {}

stub_resolver::~stub_resolver() = default;

task<resolution> stub_resolver::resolve(question asked) {
    return state_->resolve(std::move(asked));
}

task<std::vector<http::ip_address>> stub_resolver::addresses(name host) {
    std::vector<http::ip_address> found;
    const auto kept = state_;
    for (const auto type : {record_type::a, record_type::aaaa}) {
        question asked;
        asked.asked = host;
        asked.type = type;
        const auto known = co_await kept->resolve(asked);
        for (const auto& each : known.records) {
            if (each.type == type) found.push_back(to_address(each));
        }
    }
    co_return found;
}

std::uint64_t stub_resolver::asked() const noexcept {
    return state_->asked();
}

std::vector<std::string> read_resolver_configuration(const std::string& path) {
    std::vector<std::string> servers;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        std::istringstream words(line);
        std::string key;
        std::string address;
        if (!(words >> key >> address) || key != "nameserver") continue;
        const auto known = http::ip_address::parse(address);
        if (!known) continue;
        servers.push_back(known->is_v4() ? address + ":53" : "[" + address + "]:53");
    }
    if (servers.empty()) servers.emplace_back("127.0.0.1:53");
    return servers;
}

task<message> forwarder::respond(const message& query, const http::ip_address& /*client*/) {
    const auto known = co_await asks_.resolve(query.questions.front());
    auto made = make_response(query, known.code);
    made.offers_recursion = true;
    made.answers = known.records;
    made.authorities = known.authorities;
    co_return made;
}

}  // namespace microfast::dns
