#include <unamex/domain/policy.hpp>

#include <string_view>

namespace unamex::domain {
namespace {

// Who could be believed to speak for the service, among them the addresses of RFC 2142. Not short
// words: what looks like `all` or `ssl` is often a name.
constexpr std::string_view roles =
    "abuse account accounts administration billing ceo cfo contact cto developer hostmaster "
    "info mailer-daemon marketing mods no-reply noreply operator owner postmaster privacy "
    "root sales security service staff sysadmin sysop team trust webmaster ";

// Hosts, accounts and mailboxes that systems make.
constexpr std::string_view addresses =
    "bot daemon dev ftp guest mod news nobody noc ssl usenet user username users uucp www ";

// Routes and files that may share a path with names.
constexpr std::string_view routes =
    "about api app apps assets auth blog cdn config dashboard docs download email explore "
    "favicon.ico feed files health help home images index invite jobs legal livez login "
    "logout mail me messages metrics new notifications oauth password payments pricing "
    "profile readyz register reset robots.txt rss search sessions settings signin signup "
    "sitemap.xml static status store suggestions terms tos upload usernames verify well-known ";

// What programs take for something else, and what addresses many people at once.
constexpr std::string_view words_with_a_meaning =
    "all anonymous anyone channel default everybody everyone false here localhost nan nil "
    "none null true undefined unknown void ";

void append(std::vector<std::string>& words, std::string_view text) {
    for (auto end = text.find(' '); end != std::string_view::npos; end = text.find(' ')) {
        words.emplace_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
}

}  // namespace

reserved_words default_reserved_words() {
    reserved_words reserved;
    append(reserved.roles, roles);
    append(reserved.names, addresses);
    append(reserved.names, routes);
    append(reserved.names, words_with_a_meaning);
    reserved.prefixes = {"admin", "moderator", "official", "support", "system", "unamex"};
    reserved.suffixes = {"admin", "moderator", "official", "support", "unamex"};
    return reserved;
}

}  // namespace unamex::domain
