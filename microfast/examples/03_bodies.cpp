// A plain struct is the model of a body: it is read, checked, written and documented by itself.
//
//   curl http://127.0.0.1:8080/orders --json '{"email":"ada@example.com",
//        "lines":[{"product":"lamp","price":12.5,"count":2}]}'
//   http://127.0.0.1:8080/docs is the page that comes with it.
#include <microfast/microfast.hpp>

#include <optional>
#include <string>
#include <vector>

#include "command_line.hpp"

namespace mf = microfast;

namespace {

//! [model]
struct order_line {
    mf::field<std::string, mf::min_length<1>, mf::max_length<40>> product;
    mf::field<double, mf::greater_than<0>> price;
    mf::field<int, mf::at_least<1>, mf::at_most<999>> count = 1;
};

struct order {
    mf::field<std::string, mf::pattern<"^[^@ ]+@[^@ ]+$">> email;
    mf::field<std::vector<order_line>, mf::min_items<1>, mf::max_items<100>> lines;
    std::optional<std::string> note;  // may be absent, or null
};
//! [model]

struct receipt {
    std::string email;
    double total = 0;
};

/// An error that clients should expect: documented, and answered with its status.
struct sold_out {
    static constexpr int status = 409;
    std::string product;
};

mf::result<mf::created<receipt>, sold_out> place(order placed) {
    receipt made{*placed.email, 0};
    for (const auto& line : *placed.lines) {
        if (line.product == "unicorn") return sold_out{*line.product};
        made.total += *line.price * *line.count;
    }
    return mf::created{made, "/orders/1"};
}

}  // namespace

int main(int count, char** words) {
    mf::application app{{.title = "Orders"}};
    app.post("/orders", &place).summary("Place an order").tags("orders");
    return example::serve(app, count, words);
}
