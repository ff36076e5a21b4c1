#include <microfast/core/error.hpp>
#include <microfast/sessions/session_id.hpp>
#include <microfast/sessions/signer.hpp>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <utility>

namespace microfast::sessions {

namespace {

constexpr std::size_t digest_size = 32;
constexpr std::size_t signature_size = 43;  // of 32 bytes in base64url

std::string signature_of(const std::string& key, std::string_view purpose, std::string_view text) {
    // The NUL keeps purpose and text apart: a purpose has none.
    const auto message = std::string(purpose) + '\0' + std::string(text);
    std::array<unsigned char, digest_size> digest;
    unsigned size = digest.size();
    const auto* made = HMAC(
        EVP_sha256(),
        key.data(),
        static_cast<int>(key.size()),
        reinterpret_cast<const unsigned char*>(message.data()),
        message.size(),
        digest.data(),
        &size
    );
    if (made == nullptr || size != digest_size) throw error("the HMAC of a text could not be made");
    return to_base64url(digest);
}

}  // namespace

signer::signer(std::vector<std::string> keys) : keys_(std::move(keys)) {
    if (keys_.empty()) throw error("a signer needs a key");
    for (const auto& key : keys_) {
        if (key.size() < shortest_key) throw error("a key to sign with has at least 32 bytes");
    }
}

std::string signer::sign(std::string_view purpose, std::string_view text) const {
    return std::string(text) + "." + signature_of(keys_.front(), purpose, text);
}

std::optional<std::string_view> signer::verify(
    std::string_view purpose, std::string_view signed_text
) const {
    if (signed_text.size() <= signature_size) return std::nullopt;
    const auto dot = signed_text.size() - signature_size - 1;
    if (signed_text[dot] != '.') return std::nullopt;
    const auto text = signed_text.substr(0, dot);
    const auto given = signed_text.substr(dot + 1);
    for (const auto& key : keys_) {
        const auto right = signature_of(key, purpose, text);
        if (CRYPTO_memcmp(right.data(), given.data(), signature_size) == 0) return text;
    }
    return std::nullopt;
}

}  // namespace microfast::sessions
