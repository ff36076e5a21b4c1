/// @file
/// The everyday names of microfast. For programs; the library itself includes what it uses.
#pragma once

#include <microfast/application/application.hpp>
#include <microfast/core/byte_count.hpp>
#include <microfast/core/error.hpp>
#include <microfast/core/task.hpp>
#include <microfast/files/static_files.hpp>
#include <microfast/http/cookies.hpp>
#include <microfast/http/json.hpp>
#include <microfast/http/request.hpp>
#include <microfast/http/response.hpp>
#include <microfast/http/status.hpp>
#include <microfast/middleware/access_log.hpp>
#include <microfast/middleware/conditional_requests.hpp>
#include <microfast/middleware/cors.hpp>
#include <microfast/middleware/limit.hpp>
#include <microfast/middleware/make_middleware.hpp>
#include <microfast/middleware/metrics.hpp>
#include <microfast/middleware/request_id.hpp>
#include <microfast/middleware/security_headers.hpp>
#include <microfast/middleware/throttle.hpp>
#include <microfast/middleware/tracing.hpp>
#include <microfast/middleware/trusted_proxies.hpp>
#include <microfast/net/event_loop.hpp>
#include <microfast/net/sleep.hpp>

namespace microfast {

using binding::at_once_or;
using binding::basic_credentials;
using binding::bearer_token;
using binding::bind_member;
using binding::cookie;
using binding::cookie_params;
using binding::created;
using binding::defaults_to;
using binding::dependency;
using binding::depends;
using binding::event;
using binding::file;
using binding::form;
using binding::form_data;
using binding::header;
using binding::header_params;
using binding::last_event_id;
using binding::no_content;
using binding::outcome;
using binding::path;
using binding::query;
using binding::query_params;
using binding::redirect;
using binding::resource;
using binding::result;
using binding::runtime_pattern;
using binding::status;
using binding::upload;
using binding::upload_options;
using files::static_file_options;
using files::static_files;
using http::body_stream;
using http::forget_cookie;
using http::json;
using http::json_text;
using http::parse_json;
using http::problem;
using http::request;
using http::response;
using http::set_cookie;
using http::text;
using net::event_loop;
using net::sleep_for;
using routing::route_options;
using server::server_options;
using background = http::background_tasks;
using multipart = http::multipart_stream;

// Layers. <microfast/middleware/compress.hpp>, decompress.hpp and session.hpp are of other targets.
using http::next;
using http::verdict;
using middleware::access_log;
using middleware::conditional_requests;
using middleware::cors;
using middleware::limit;
using middleware::make_middleware;
using middleware::metrics;
using middleware::request_id;
using middleware::security_headers;
using middleware::throttle;
using middleware::tracing;
using middleware::trusted_proxies;

// Fields of models and their constraints.
using binding::at_least;
using binding::at_most;
using binding::field;
using binding::greater_than;
using binding::less_than;
using binding::max_items;
using binding::max_length;
using binding::may_be_absent;
using binding::min_items;
using binding::min_length;
using binding::multiple_of;
using binding::one_of;
using binding::pattern;
using binding::unique_items;

}  // namespace microfast
