// Two ways with clients that ask too often: refuse them, or let them wait.
//
//   for i in 1 2 3 4; do curl -i http://127.0.0.1:8080/quotes; done        the fourth gets 429
#include <microfast/microfast.hpp>

#include <chrono>

#include "command_line.hpp"

namespace mf = microfast;
using std::chrono::milliseconds;

int main(int count, char** words) {
    mf::application app{{.title = "Rate limits"}};

    //! [limits]
    // Three in any ten seconds; the answers say how many are left. What is refused does not count.
    mf::middleware::limit_options three;
    three.rate = {.count = 3, .window = milliseconds(10'000)};
    app.get("/quotes", [] { return "less is more"; }).use(mf::limit(three));

    // One in any 200 ms; the others wait for their turn, and who would wait for over a second goes.
    mf::middleware::throttle_options slow;
    slow.rate = {.count = 1, .window = milliseconds(200)};
    slow.longest_wait = milliseconds(1'000);
    app.get("/reports", [] { return "a report"; }).use(mf::throttle(slow));
    //! [limits]

    return example::serve(app, count, words);
}
