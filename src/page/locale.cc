#include "page/locale.h"

#include <unicode/datefmt.h>
#include <unicode/locid.h>
#include <unicode/measunit.h>
#include <unicode/numberformatter.h>
#include <unicode/uloc.h>

#include <array>
#include <memory>

namespace evenhand::page {
namespace {

bool IsPersian(std::string_view language) {
  return language == "fa" || language.starts_with("fa-");
}

icu::Locale LocaleOf(std::string_view language) {
  if (IsPersian(language)) return icu::Locale("fa_IR@calendar=persian");
  // Plain English would put the month first.
  if (language == "en") return icu::Locale("en_GB");
  UErrorCode error = U_ZERO_ERROR;
  icu::Locale locale =
      icu::Locale::forLanguageTag({language.data(), static_cast<int>(language.size())}, error);
  return U_FAILURE(error) || locale.isBogus() ? icu::Locale("en_GB") : locale;
}

std::string Utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

std::string FormatNumber(const icu::number::UnlocalizedNumberFormatter& how,
                         std::string_view language, std::int64_t number) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::UnicodeString text =
      how.locale(LocaleOf(language)).formatInt(number, error).toString(error);
  return U_FAILURE(error) ? std::to_string(number) : Utf8(text);
}

// In the language's calendar.
std::string LongDate(std::string_view language, policy::Time time) {
  const std::unique_ptr<icu::DateFormat> format(
      icu::DateFormat::createDateInstance(icu::DateFormat::kLong, LocaleOf(language)));
  if (format == nullptr) return policy::FormatTime(time);
  format->adoptTimeZone(icu::TimeZone::getGMT()->clone());
  icu::UnicodeString text;
  return Utf8(format->format(1e3 * static_cast<double>(time.time_since_epoch().count()), text));
}

}  // namespace

std::string NumberIn(std::string_view language, std::int64_t number) {
  return FormatNumber(icu::number::NumberFormatter::with(), language, number);
}

std::string OwnDateIn(std::string_view language, policy::Time time) {
  return IsPersian(language) ? LongDate(language, time) : "";
}

std::string DateIn(std::string_view language, policy::Time time) {
  const std::string date = LongDate(language, time);
  if (!IsPersian(language)) return date;
  return date + " (\u2066" + policy::FormatTime(time).substr(0, 10) + "\u2069)";
}

std::string LengthIn(std::string_view language, const policy::Period& period) {
  const std::int64_t seconds = period.seconds.count();
  struct Part {
    icu::MeasureUnit unit;
    std::int64_t number;
  };
  const std::array<Part, 6> parts = {{
      {icu::MeasureUnit::getYear(), period.months / 12},
      {icu::MeasureUnit::getMonth(), period.months % 12},
      {icu::MeasureUnit::getDay(), seconds / 86'400},
      {icu::MeasureUnit::getHour(), seconds / 3'600 % 24},
      {icu::MeasureUnit::getMinute(), seconds / 60 % 60},
      {icu::MeasureUnit::getSecond(), seconds % 60},
  }};
  std::string out;
  const auto add = [&](const Part& part) {
    if (!out.empty()) out += ' ';
    out += FormatNumber(
        icu::number::NumberFormatter::with().unit(part.unit).unitWidth(UNUM_UNIT_WIDTH_FULL_NAME),
        language, part.number);
  };
  for (const Part& part : parts) {
    if (part.number != 0) add(part);
  }
  if (out.empty()) add(parts.back());
  return out;
}

std::string NameOfLanguage(std::string_view language) {
  const icu::Locale locale(std::string(language).c_str());
  icu::UnicodeString name;
  return Utf8(locale.getDisplayName(locale, name));
}

std::string NameOfState(std::string_view language, std::string_view state) {
  const icu::Locale place("", std::string(state).c_str());
  icu::UnicodeString name;
  place.getDisplayCountry(LocaleOf(language), name);
  return name.isEmpty() ? std::string(state) : Utf8(name);
}

std::string_view DirectionOf(std::string_view language) {
  return uloc_isRightToLeft(std::string(language).c_str()) != 0 ? "rtl" : "ltr";
}

}  // namespace evenhand::page
