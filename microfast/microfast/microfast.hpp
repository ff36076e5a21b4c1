/// @file
/// The everyday names of microfast. For programs; the library itself includes what it uses.
#pragma once

#include <microfast/application/application.hpp>
#include <microfast/core/byte_count.hpp>
#include <microfast/core/error.hpp>
#include <microfast/core/task.hpp>
#include <microfast/http/json.hpp>
#include <microfast/http/request.hpp>
#include <microfast/http/response.hpp>
#include <microfast/http/status.hpp>
#include <microfast/net/event_loop.hpp>
#include <microfast/net/sleep.hpp>

namespace microfast {

using binding::at_once_or;
using http::json;
using http::json_text;
using http::parse_json;
using http::problem;
using http::request;
using http::response;
using http::text;
using net::event_loop;
using net::sleep_for;
using routing::route_options;
using server::server_options;
namespace status = http::status;

}  // namespace microfast
