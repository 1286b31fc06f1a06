#include "workload.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <random>

#include "codec/json_document.h"

namespace evenhand::bench {
namespace {

constexpr std::size_t kAccounts = 5000;
constexpr std::size_t kCounters = 20;

struct Language {
  const char* code;
  std::array<const char*, 40> words;
};

constexpr std::array<Language, 5> kLanguages = {{
    {"en", {"morning", "coffee", "people",  "winter",  "garden", "mountain", "river",  "market",
            "window",  "letter", "friend",  "music",   "bridge", "train",    "ticket", "summer",
            "bread",   "school", "teacher", "street",  "paper",  "doctor",   "island", "number",
            "kitchen", "cloud",  "paint",   "history", "travel", "free",     "prize",  "follow",
            "click",   "link",   "offer",   "winner",  "today",  "photo",    "dinner", "evening"}},
    {"fa", {"صبح",      "قهوه",  "مردم",    "زمستان", "باغ",   "کوه",    "رود",   "بازار",
            "پنجره",    "نامه",  "دوست",    "موسیقی", "پل",    "قطار",   "بلیت",  "تابستان",
            "نان",      "مدرسه", "معلم",    "خیابان", "کاغذ",  "پزشک",   "جزیره", "شماره",
            "آشپزخانه", "ابر",   "نقاشی",   "تاریخ",  "سفر",   "رایگان", "جایزه", "دنبال",
            "کلیک",     "پیوند", "پیشنهاد", "برنده",  "امروز", "عکس",    "شام",   "غروب"}},
    {"ar",
     {"صباح",  "قهوة",   "ناس",   "شتاء", "حديقة", "جبل",  "نهر",   "سوق",   "نافذة", "رسالة",
      "صديق",  "موسيقى", "جسر",   "قطار", "تذكرة", "صيف",  "خبز",   "مدرسة", "معلم",  "شارع",
      "ورق",   "طبيب",   "جزيرة", "رقم",  "مطبخ",  "سحاب", "رسم",   "تاريخ", "سفر",   "مجانا",
      "جائزة", "تابع",   "اضغط",  "رابط", "عرض",   "فائز", "اليوم", "صورة",  "عشاء",  "مساء"}},
    {"ru", {"утро",  "кофе",   "люди",    "зима",    "сад",     "гора",   "река",   "рынок",
            "окно",  "письмо", "друг",    "музыка",  "мост",    "поезд",  "билет",  "лето",
            "хлеб",  "школа",  "учитель", "улица",   "бумага",  "врач",   "остров", "число",
            "кухня", "облако", "краска",  "история", "дорога",  "даром",  "приз",   "подпишись",
            "жми",   "ссылка", "скидка",  "победа",  "сегодня", "снимок", "ужин",   "вечер"}},
    {"es", {"mañana",  "café",    "gente",   "invierno", "jardín", "montaña", "río",     "mercado",
            "ventana", "carta",   "amigo",   "música",   "puente", "tren",    "billete", "verano",
            "pan",     "escuela", "maestro", "calle",    "papel",  "médico",  "isla",    "número",
            "cocina",  "nube",    "pintura", "historia", "viaje",  "gratis",  "premio",  "sigue",
            "pulsa",   "enlace",  "oferta",  "ganador",  "hoy",    "foto",    "cena",    "tarde"}},
}};

// The standard's generators are the same everywhere, its distributions are not.
class Dice {
 public:
  std::size_t Below(std::size_t n) { return static_cast<std::size_t>(engine_() % n); }
  const char* Word(const Language& language) {
    return language.words[Below(language.words.size())];
  }
  const char* AnyWord() { return Word(kLanguages[Below(kLanguages.size())]); }
  std::string Letters(std::size_t n) {
    std::string text;
    for (std::size_t i = 0; i < n; ++i) text += "abcdefghijklmnopqrstuvwxyz234567"[Below(32)];
    return text;
  }

 private:
  std::mt19937_64 engine_{20250301};
};

std::string Text(const Language& language, Dice* dice) {
  std::string text;
  const std::size_t words = 6 + dice->Below(9);
  for (std::size_t i = 0; i < words; ++i)
    text.append(i == 0 ? "" : " ").append(dice->Word(language));
  return text;
}

std::string Facet(std::size_t end, Dice* dice) {
  return fmt::format(R"("facets":[{{"features":[{{"$type":"app.bsky.richtext.facet#link","uri":)"
                     R"("https://news.example/{}"}}],"index":{{"byteEnd":{},"byteStart":0}}}}],)",
                     dice->Letters(12), end);
}

std::string Reply(Dice* dice) {
  const auto ref = [dice] {
    return fmt::format(R"({{"cid":"bafyrei{}","uri":"at://did:plc:{}/app.bsky.feed.post/{}"}})",
                       dice->Letters(20), dice->Letters(24), dice->Letters(13));
  };
  return fmt::format(R"("reply":{{"parent":{},"root":{}}},)", ref(), ref());
}

}  // namespace

std::string MakePosts(std::size_t count) {
  Dice dice;
  std::vector<std::string> accounts(kAccounts);
  for (std::string& account : accounts) account = "did:plc:" + dice.Letters(24);
  std::string lines;
  for (std::size_t i = 0; i < count; ++i) {
    const Language& language = kLanguages[dice.Below(kLanguages.size())];
    const std::string text = Text(language, &dice);
    std::string counters;
    for (std::size_t c = 0; c < kCounters; ++c) {
      counters += fmt::format(R"({}"c{}":{})", c == 0 ? "" : ",", c, dice.Below(100));
    }
    lines += fmt::format(
        R"({{"did":"{}","time_us":{},"kind":"commit","commit":{{"rev":"{}","operation":"create",)"
        R"("collection":"app.bsky.feed.post","rkey":"{}","record":{{"$type":"app.bsky.feed.post",)"
        R"("createdAt":"2025-03-01T12:00:00.000Z",{}"langs":["{}"],{}"text":"{}"}},)"
        R"("cid":"bafyrei{}"}},"counters":{{{}}}}})"
        "\n",
        accounts[dice.Below(kAccounts)], 1740830400000000 + static_cast<std::int64_t>(i) * 20000,
        dice.Letters(13), dice.Letters(13), dice.Below(3) == 0 ? Facet(text.size(), &dice) : "",
        language.code, dice.Below(2) == 0 ? Reply(&dice) : "", text, dice.Letters(52), counters);
  }
  return lines;
}

sml::SourceSet MakeRulebook(std::size_t rules) {
  Dice dice;
  std::string text =
      "UserId: Entity[str] = EntityJson(type='User', path='$.did')\n"
      "Collection: Optional[str] = JsonData(path='$.commit.collection')\n";
  std::string labels = "labels:\n";
  for (std::size_t i = 0; i < rules; ++i) {
    const std::string condition =
        i % 2 == 0
            ? fmt::format(R"(RegexMatch(pattern=r'(?:^|\s)(?:{}|{})\s+\S*{}', target=Text{},)"
                          " case_insensitive=True)",
                          dice.AnyWord(), dice.AnyWord(), dice.AnyWord(), i)
            : fmt::format("TextContains(text=Text{}, phrase='{}')", i, dice.AnyWord());
    text += fmt::format(
        "Text{0}: str = JsonData(path='$.commit.record.text', required=False)\n"
        "Count{0}: Optional[int] = JsonData(path='$.counters.c{1}')\n"
        "Rule{0} = Rule(when_all=[{2}, Count{0} != None and Count{0} > {3},\n"
        "    not HasLabel(entity=UserId, label='trusted{4}')], description=f'rule {0} on "
        "{{UserId}}')\n"
        "WhenRules(rules_any=[Rule{0}], then=[LabelAdd(entity=UserId, label='l{0}')])\n",
        i, i % kCounters, condition, 85 + dice.Below(15), i % 10);
    labels += fmt::format("  l{}: {{valid_for: [User]}}\n", i);
  }
  for (int i = 0; i < 10; ++i) labels += fmt::format("  trusted{}: {{valid_for: [User]}}\n", i);
  sml::SourceSet sources;
  sources.files.push_back({"main.sml", std::move(text)});
  sources.configs.push_back({"config/labels.yaml", std::move(labels)});
  return sources;
}

sml::SourceSet MakeChain(std::size_t features) {
  std::string text = "F0: int = JsonData(path='$.n')\n";
  for (std::size_t i = 1; i < features; ++i) text += fmt::format("F{} = F{} + 1\n", i, i - 1);
  sml::SourceSet sources;
  sources.files.push_back({"main.sml", std::move(text)});
  return sources;
}

std::vector<source::LineBatch> MakeBatches(std::string_view lines) {
  constexpr std::size_t kBatchBytes = std::size_t{1} << 20;
  std::vector<source::LineBatch> batches;
  while (!lines.empty()) {
    const std::size_t last = lines.substr(0, kBatchBytes).rfind('\n');
    const std::size_t size = (last == lines.npos ? lines.find('\n') : last) + 1;
    source::LineBatch& batch = batches.emplace_back();
    batch.capacity = size;
    batch.bytes = std::make_unique<char[]>(size + codec::kJsonPadding);
    std::memcpy(batch.bytes.get(), lines.data(), size);
    lines.remove_prefix(size);
    const std::string_view bytes(batch.bytes.get(), size);
    for (std::size_t begin = 0, end; (end = bytes.find('\n', begin)) != bytes.npos;
         begin = end + 1) {
      batch.lines.push_back({bytes.substr(begin, end - begin),
                             {.line = batch.lines.size() + 1, .offset = begin},
                             false});
    }
  }
  return batches;
}

}  // namespace evenhand::bench
