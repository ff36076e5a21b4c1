// Boost.Beast, after its small asynchronous example. Run: beast_server PORT
#include <boost/asio.hpp>
#include <boost/beast.hpp>

#include <cstdlib>
#include <memory>
#include <string>
#include <utility>

namespace {

namespace beast = boost::beast;
namespace http = beast::http;
using boost::asio::ip::tcp;

class session : public std::enable_shared_from_this<session> {
public:
    explicit session(tcp::socket socket) : stream_(std::move(socket)) {
        stream_.socket().set_option(tcp::no_delay(true));
    }

    void read() {
        request_ = {};
        http::async_read(
            stream_,
            buffer_,
            request_,
            [self = shared_from_this()](beast::error_code error, std::size_t) {
                if (!error) self->answer();
            }
        );
    }

private:
    void answer() {
        const bool json = request_.target() == "/json";
        response_ = {http::status::ok, request_.version()};
        response_.set(
            http::field::content_type, json ? "application/json" : "text/plain; charset=utf-8"
        );
        response_.body() = json ? R"({"message":"Hello, World!"})" : "Hello, World!";
        response_.keep_alive(request_.keep_alive());
        response_.prepare_payload();
        http::async_write(
            stream_,
            response_,
            [self = shared_from_this()](beast::error_code error, std::size_t) {
                if (!error) self->read();
            }
        );
    }

    beast::tcp_stream stream_;
    beast::flat_buffer buffer_;
    http::request<http::string_body> request_;
    http::response<http::string_body> response_;
};

void accept(tcp::acceptor& acceptor) {
    acceptor.async_accept([&acceptor](beast::error_code error, tcp::socket socket) {
        if (!error) std::make_shared<session>(std::move(socket))->read();
        accept(acceptor);
    });
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) return 1;
    const auto port = static_cast<unsigned short>(std::stoul(arguments[1]));
    boost::asio::io_context context(1);
    tcp::acceptor acceptor(context, {boost::asio::ip::address_v4::loopback(), port});
    accept(acceptor);
    context.run();
}
