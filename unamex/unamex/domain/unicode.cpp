#include <unamex/domain/characters.hpp>
#include <unamex/domain/unicode.hpp>

#include <unicode/localpointer.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uniset.h>
#include <unicode/unistr.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>

#include <stdexcept>

namespace unamex::domain {
namespace {

void require(UErrorCode status, const char* what) {
    if (U_FAILURE(status) != 0) {
        throw std::runtime_error(std::string{"ICU cannot "} + what + ": " + u_errorName(status));
    }
}

/// What ICU has to load once. Shared by all threads: nothing of it changes after construction.
struct unicode_data {
    const icu::Normalizer2* composer = nullptr;
    const icu::Normalizer2* compatibility = nullptr;
    icu::UnicodeSet name_characters;
    icu::LocalUSpoofCheckerPointer checker;

    unicode_data() {
        UErrorCode status = U_ZERO_ERROR;
        composer = icu::Normalizer2::getNFCInstance(status);
        compatibility = icu::Normalizer2::getNFKCInstance(status);
        // No capitals: one without a small letter today may be given one by a later Unicode.
        name_characters.applyPattern(u"[[:Ll:][:Lo:][:Lm:][:Mn:][:Mc:][:Nd:]]", status);
        const auto* recommended = uspoof_getRecommendedUnicodeSet(&status);
        require(status, "load its character data");
        name_characters.retainAll(*recommended);
        name_characters.freeze();
        checker.adoptInstead(uspoof_open(&status));
        uspoof_setRestrictionLevel(checker.getAlias(), USPOOF_SINGLE_SCRIPT_RESTRICTIVE);
        uspoof_setChecks(
            checker.getAlias(),
            USPOOF_RESTRICTION_LEVEL | USPOOF_MIXED_NUMBERS | USPOOF_INVISIBLE |
                USPOOF_HIDDEN_OVERLAY,
            &status
        );
        require(status, "load its confusables");
    }
};

const unicode_data& data() {
    static const unicode_data loaded;
    return loaded;
}

std::optional<icu::UnicodeString> decode(std::string_view utf8) {
    icu::UnicodeString text;
    const auto size = static_cast<int32_t>(utf8.size());
    UErrorCode status = U_ZERO_ERROR;
    int32_t length = 0;
    u_strFromUTF8(text.getBuffer(size), size, &length, utf8.data(), size, &status);
    text.releaseBuffer(U_SUCCESS(status) != 0 ? length : 0);
    if (U_FAILURE(status) != 0) return std::nullopt;
    return text;
}

icu::UnicodeString decode_well_formed(std::string_view utf8) {
    return icu::UnicodeString::fromUTF8({utf8.data(), static_cast<int32_t>(utf8.size())});
}

std::string encode(const icu::UnicodeString& text) {
    std::string utf8;
    text.toUTF8String(utf8);
    return utf8;
}

bool has_width_variant(UChar32 code_point) {
    if (code_point < 0x3000)
        return false;  // the variants are U+3000 and the block of full- and half-width forms
    const auto type = u_getIntPropertyValue(code_point, UCHAR_DECOMPOSITION_TYPE);
    return type == U_DT_WIDE || type == U_DT_NARROW;
}

icu::UnicodeString map_width(const icu::UnicodeString& text) {
    icu::UnicodeString mapped;
    icu::UnicodeString decomposition;
    for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
        const auto code_point = text.char32At(i);
        if (has_width_variant(code_point) &&
            data().compatibility->getRawDecomposition(code_point, decomposition) != 0) {
            mapped.append(decomposition);
        } else {
            mapped.append(code_point);
        }
    }
    return mapped;
}

void trim(icu::UnicodeString& text) {
    int32_t begin = 0;
    int32_t end = text.length();
    while (begin < end && u_isUWhiteSpace(text.char32At(begin)) != 0)
        ++begin;  // white space is never a surrogate
    while (end > begin && u_isUWhiteSpace(text.char32At(end - 1)) != 0)
        --end;
    text.retainBetween(begin, end);
}

bool is_right_to_left(UChar32 code_point) {
    const auto direction = u_charDirection(code_point);
    return direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
}

/// RFC 5893 asks a name with right-to-left letters to begin with one. Its other rules cannot be
/// broken by a name of a single script and a single system of digits that ends in no separator.
bool begins_against_its_direction(const icu::UnicodeString& text) {
    if (is_right_to_left(text.char32At(0))) return false;
    for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
        if (is_right_to_left(text.char32At(i))) return true;
    }
    return false;
}

}  // namespace

std::optional<std::string> map_unicode(std::string_view name) {
    const auto decoded = decode(name);
    if (!decoded) return std::nullopt;
    auto text = map_width(*decoded);
    trim(text);
    text.toLower(icu::Locale::getRoot());
    UErrorCode status = U_ZERO_ERROR;
    const auto composed = data().composer->normalize(text, status);
    require(status, "compose a name");
    return encode(composed);
}

character_class classify_unicode(char32_t code_point) noexcept {
    const auto character = static_cast<UChar32>(code_point);
    if (data().name_characters.contains(character) == 0) return character_class::other;
    const auto type = u_charType(character);
    if (type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK)
        return character_class::mark;
    return type == U_DECIMAL_DIGIT_NUMBER ? character_class::digit : character_class::letter;
}

std::optional<refusal> find_unicode_defect(std::string_view norm) {
    const auto text = decode_well_formed(norm);
    UErrorCode status = U_ZERO_ERROR;
    const auto failed =
        uspoof_check2UnicodeString(data().checker.getAlias(), text, nullptr, &status);
    require(status, "check a name");
    if ((failed & (USPOOF_RESTRICTION_LEVEL | USPOOF_MIXED_NUMBERS)) != 0)
        return refusal::mixed_script;
    if (failed != 0 || begins_against_its_direction(text)) return refusal::bad_character;
    return std::nullopt;
}

std::string unicode_skeleton(std::string_view norm) {
    icu::UnicodeString skeleton;
    UErrorCode status = U_ZERO_ERROR;
    uspoof_getSkeletonUnicodeString(
        data().checker.getAlias(), 0, decode_well_formed(norm), skeleton, &status
    );
    require(status, "take the skeleton of a name");
    return encode(skeleton.foldCase());
}

}  // namespace unamex::domain
