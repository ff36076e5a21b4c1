#include <unamex/domain/policy.hpp>

namespace unamex::domain {

reserved_words default_reserved_words() {
    return {
        .names =
            {
                // Roles, as addresses (RFC 2142) and as people who could be believed to speak for the service.
                "abuse", "account", "accounts", "administration", "billing", "bot", "contact", "ceo", "cfo",
                "cto", "daemon", "dev", "developer", "ftp", "guest", "hostmaster", "info", "mailer-daemon",
                "marketing", "mod", "mods", "news", "no-reply", "nobody", "noc", "noreply", "operator", "owner",
                "postmaster", "privacy", "root", "sales", "security", "service", "ssl", "staff", "sysadmin",
                "sysop", "team", "trust", "usenet", "user", "username", "users", "uucp", "webmaster", "www",
                // Routes and files that share a path with names.
                "about", "api", "app", "apps", "assets", "auth", "blog", "cdn", "config", "dashboard", "docs",
                "download", "email", "explore", "favicon.ico", "feed", "files", "health", "help", "home",
                "images", "index", "invite", "jobs", "legal", "livez", "login", "logout", "mail", "me",
                "messages", "metrics", "new", "notifications", "oauth", "password", "payments", "pricing",
                "profile", "readyz", "register", "reset", "robots.txt", "rss", "search", "sessions", "settings",
                "signin", "signup", "sitemap.xml", "static", "status", "store", "suggestions", "terms", "tos",
                "upload", "usernames", "verify", "well-known",
                // Words that programs take for something else, or that address many people.
                "all", "anonymous", "anyone", "channel", "default", "everybody", "everyone", "false", "here",
                "localhost", "nan", "nil", "none", "null", "true", "undefined", "unknown", "void",
            },
        .prefixes = {"admin", "moderator", "official", "support", "system", "unamex"},
        .suffixes = {"admin", "moderator", "official", "support", "unamex"},
    };
}

}  // namespace unamex::domain
