#include "publish/verify_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "page/frame.h"
#include "page/words.h"

namespace evenhand::publish {
namespace {

using Phrase = std::array<std::string_view, 5>;  // in the order of page::Language

// By hand: the tool takes Persian letters for wider than they are and breaks lines word by word.
// clang-format off
constexpr Phrase kSiteTitle = {
    "How to check this copy of the public side of {}", "راه وارسی این نسخه از بخش همگانی {}",
    "كيف تتحقق من هذه النسخة من الجانب العام لـ {}", "Как проверить эту копию открытой части {}",
    "Cómo comprobar esta copia de la parte pública de {}"};
constexpr Phrase kKey = {
    "Get evenhand.pub by another way than this copy, and compare: it is two lines.",
    "\u2066evenhand.pub\u2069 را از راهی جز این نسخه بگیرید و بسنجید: دو سطر است.",
    "احصل على \u2066evenhand.pub\u2069 بطريق غير هذه النسخة وقارن: إنه سطران.",
    "Получите evenhand.pub другим путём, не из этой копии, и сравните: в нём две строки.",
    "Obtenga evenhand.pub por otra vía que esta copia y compare: son dos líneas."};
constexpr Phrase kAllFiles = {
    "All files, by signify:", "همهٔ فایل‌ها، با \u2066signify\u2069:", "كل الملفات، بأداة \u2066signify\u2069:",
    "Все файлы, программой signify:", "Todos los archivos, con signify:"};
constexpr Phrase kSame = {
    "The same by openssl and sha256sum:", "همان، با \u2066openssl\u2069 و \u2066sha256sum\u2069:",
    "الشيء نفسه بأداتي \u2066openssl\u2069 و\u2066sha256sum\u2069:", "То же программами openssl и sha256sum:",
    "Lo mismo con openssl y sha256sum:"};
constexpr Phrase kExpected = {
    "expected:", "انتظار:", "المتوقع:", "ожидается:", "se espera:"};
constexpr Phrase kEachOk = {
    "every file with \"OK\", nothing with \"FAIL\"",
    "همهٔ فایل‌ها با \u2066OK\u2069، هیچ‌کدام با \u2066FAIL\u2069",
    "كل ملف مع \u2066OK\u2069، ولا شيء مع \u2066FAIL\u2069", "каждый файл с «OK», ничего с «FAIL»",
    "cada archivo con «OK», ninguno con «FAIL»"};
constexpr Phrase kNothing = {"nothing", "هیچ", "لا شيء", "ничего", "nada"};
constexpr Phrase kEverything = {
    "Everything, with our program; the last line is the short root, which two people can compare "
    "by voice:",
    "همه چیز، با برنامهٔ ما؛ سطر آخر ریشهٔ کوتاه است که دو نفر می‌توانند با صدا بسنجند:",
    "كل شيء ببرنامجنا؛ والسطر الأخير هو الجذر القصير الذي يمكن لشخصين مقارنته صوتًا:",
    "Всё, нашей программой; последняя строка — короткий корень, который двое могут сверить вслух:",
    "Todo, con nuestro programa; la última línea es la raíz corta, que dos personas pueden "
    "comparar de viva voz:"};
constexpr Phrase kRemember = {
    "The same, remembered in a file of yours, so that a later copy that hides or changes what was "
    "in the record is told:",
    "همان، با یادداشت در فایلی از خودتان، تا اگر نسخه‌ای بعدی چیزی از دفتر را پنهان یا عوض کند گفته شود:",
    "الشيء نفسه مع حفظه في ملف لديك، ليُكشف إن أخفت نسخة لاحقة ما في السجل أو غيّرته:",
    "То же с памятью в вашем файле: тогда видно, если более поздняя копия прячет или меняет то, что было в "
    "журнале:",
    "Lo mismo, recordado en un archivo suyo, para que se note si una copia posterior oculta o "
    "cambia lo que había en el registro:"};

constexpr Phrase kForOne = {
    "This bundle is for one person. Whoever holds it can appeal for that person: keep it, or burn "
    "it.",
    "این بسته برای یک نفر است. هر که آن را در دست دارد می‌تواند به جای او اعتراض کند: نگهش دارید یا "
    "بسوزانید.",
    "هذه الحزمة لشخص واحد. من يحملها يستطيع الاعتراض باسمه: احتفظ بها أو أحرقها.",
    "Этот пакет для одного человека. У кого он, тот может обжаловать за него: берегите или сожгите.",
    "Este paquete es para una persona. Quien lo tenga puede recurrir por ella: guárdelo o quémelo."};
constexpr Phrase kStatements = {
    "why each decision was taken, and the codes to answer it",
    "چرا هر تصمیم گرفته شد، و رمزهای پاسخ به آن", "لماذا اتُّخذ كل قرار، ورموز الرد عليه",
    "почему принято каждое решение, и коды для ответа",
    "por qué se tomó cada decisión, y los códigos para responder"};
constexpr Phrase kAnswers = {
    "letters with the code already in them: write below it, and send it by any way",
    "نامه‌هایی که رمز در آن‌هاست: زیر آن بنویسید و از هر راهی بفرستید",
    "رسائل فيها الرمز: اكتب تحته وأرسلها بأي طريق",
    "письма, где код уже есть: допишите ниже и отправьте любым путём",
    "cartas que ya llevan el código: escriba debajo y envíelas por cualquier vía"};
constexpr Phrase kStanding = {
    "where the account stands: what runs, what counts, until when",
    "وضع حساب: چه جاری است، چه به حساب می‌آید، تا کی", "وضع الحساب: ما يسري وما يُحسب وحتى متى",
    "положение учётной записи: что действует, что учитывается, до какого дня",
    "situación de la cuenta: qué corre, qué cuenta, hasta cuándo"};
constexpr Phrase kRules = {
    "the rules under which it was decided", "قواعدی که تصمیم بر پایهٔ آن‌هاست",
    "القواعد التي تقرر بموجبها", "правила, по которым решали", "las reglas con que se decidió"};
constexpr Phrase kProofs = {
    "that each decision stands in the public record", "این‌که هر تصمیم در دفتر همگانی هست",
    "أن كل قرار وارد في السجل العام", "что каждое решение есть в открытом журнале",
    "que cada decisión consta en el registro público"};
constexpr Phrase kCheck = {"Check it:", "وارسی:", "التحقق:", "Проверить:", "Compruébelo:"};
constexpr Phrase kCheckOne = {
    "Check one statement:", "وارسی یک بیانیه:", "التحقق من بيان واحد:", "Проверить одно изложение:",
    "Compruebe una exposición:"};
constexpr Phrase kSeal = {
    "Seal a letter so that its carrier cannot read it:",
    "مهر کردن نامه، تا کسی که آن را می‌برد نتواند بخواند:",
    "اختم رسالة حتى لا يقرأها حاملها:", "Запечатать письмо, чтобы тот, кто его несёт, не прочёл:",
    "Selle una carta para que quien la lleva no pueda leerla:"};
// clang-format on

constexpr std::string_view kBetween = "\n----\n\n";

// The languages of pages among these, each once; English where there is none.
std::vector<page::Language> WithWords(const std::vector<std::string>& tags) {
  std::vector<page::Language> all;
  for (const std::string& tag : tags) {
    const page::Language language = page::FrameLanguage(tag);
    const bool is_own = page::Tag(language) == std::string_view(tag).substr(0, tag.find('-'));
    if (is_own && std::ranges::find(all, language) == all.end()) all.push_back(language);
  }
  if (all.empty()) all.push_back(page::Language::kEnglish);
  return all;
}

class Text {
 public:
  explicit Text(page::Language language) : language_(static_cast<std::size_t>(language)) {}

  std::string_view Say(const Phrase& phrase) const { return phrase[language_]; }
  void Line(std::string_view line = {}) { out_.append(line).append("\n"); }
  void Command(std::string_view command) { Line(fmt::format("   {}", command)); }
  void Expect(std::string_view what) { Line(fmt::format("   {} {}", Say(kExpected), what)); }
  // A path first, so that the columns are the same whatever the direction of the words.
  void Part(std::string_view path, const Phrase& what) {
    Line(fmt::format("{:<14}{}", path, Say(what)));
  }
  const std::string& text() const { return out_; }

 private:
  const std::size_t language_;
  std::string out_;
};

std::string SiteIn(page::Language language, std::string_view origin) {
  Text text(language);
  text.Line(fmt::format(fmt::runtime(text.Say(kSiteTitle)), page::Isolated(origin)));
  text.Line();
  text.Line(text.Say(kKey));
  text.Line();
  text.Line(fmt::format("1. {}", text.Say(kAllFiles)));
  text.Command("signify -C -p keys/evenhand.pub -x SHA256.sig");
  text.Expect(text.Say(kEachOk));
  text.Line();
  text.Line(fmt::format("2. {}", text.Say(kSame)));
  text.Command("tail -n +3 SHA256.sig | cmp - SHA256");
  text.Command("sed -n 2p SHA256.sig | base64 -d | tail -c 64 > /tmp/sig");
  text.Command(
      "openssl pkeyutl -verify -pubin -inkey keys/evenhand.pem -rawin -in SHA256 -sigfile "
      "/tmp/sig");
  text.Expect("Signature Verified Successfully");
  text.Command("sha256sum --quiet -c SHA256");
  text.Expect(text.Say(kNothing));
  text.Line();
  text.Line(fmt::format("3. {}", text.Say(kEverything)));
  text.Command("evenhand mirror check . --key keys/evenhand.pub --policy keys/policy");
  text.Line();
  text.Line(fmt::format("4. {}", text.Say(kRemember)));
  text.Command(
      "evenhand mirror check . --key keys/evenhand.pub --policy keys/policy --seen ../seen");
  return text.text();
}

std::string PersonIn(page::Language language) {
  Text text(language);
  text.Line(text.Say(kForOne));
  text.Line();
  text.Part("statements/", kStatements);
  text.Part("answers/", kAnswers);
  text.Part("standing.txt", kStanding);
  text.Part("rules/", kRules);
  text.Part("proofs/", kProofs);
  text.Line();
  text.Line(text.Say(kCheck));
  text.Command("signify -C -p keys/evenhand.pub -x SHA256.sig");
  text.Expect(text.Say(kEachOk));
  text.Command("evenhand bundle verify FILE.zip --key evenhand.pub");
  text.Line(text.Say(kCheckOne));
  text.Command("signify -V -e -p keys/evenhand.pub -x statements/1.txt -m -");
  text.Line(text.Say(kSeal));
  text.Command("evenhand appeal pack answers/appeal-1.txt --seal keys/seal.pub");
  text.Command("age -a -R keys/seal.age -o letter.age answers/appeal-1.txt");
  text.Line();
  text.Line(text.Say(kKey));
  return text.text();
}

}  // namespace

std::string SiteVerifyText(std::string_view origin, const std::vector<std::string>& languages) {
  std::string out;
  for (const page::Language language : WithWords(languages))
    out.append(out.empty() ? "" : kBetween).append(SiteIn(language, origin));
  return out;
}

std::string PersonVerifyText(std::string_view language) {
  std::string out;
  for (const page::Language one : WithWords({std::string(language), "en"}))
    out.append(out.empty() ? "" : kBetween).append(PersonIn(one));
  return out;
}

}  // namespace evenhand::publish
