#include "coordination/made_words.h"

#include <fmt/format.h>

#include <array>
#include <cctype>
#include <span>

namespace evenhand::coordination {
namespace {

using Words = std::span<const std::string_view>;

struct Stock {
  std::string_view language;
  Words openers;  // sentences
  Words topics;   // go into the next with {0}; {1} is a place
  Words remarks;
  Words messages;
  Words endings;
  Words places;
  Words hashtags;
};

constexpr std::string_view kEnOpeners[] = {"Worth a read this morning.",
                                           "I did not expect this.",
                                           "Somebody finally says it.",
                                           "A long piece, but a good one.",
                                           "My neighbour sent me this.",
                                           "Read it to the end.",
                                           "We talked about it at work today.",
                                           "I have been waiting for this.",
                                           "Short and clear.",
                                           "Not what I thought at first.",
                                           "This explains a lot.",
                                           "Keep this for later."};
constexpr std::string_view kEnTopics[] = {
    "the water bills",    "the new bus line",  "the school roofs",   "the price of bread",
    "the old harbour",    "the night trains",  "the library hours",  "the power cuts",
    "the football pitch", "the street market", "the hospital queue", "the bridge repairs"};
constexpr std::string_view kEnRemarks[] = {"It is about {0} in {1}.",
                                           "Finally some numbers on {0} in {1}.",
                                           "What they write about {0} fits {1} too.",
                                           "In {1} nobody talks about {0}.",
                                           "I wonder what {1} will do about {0}.",
                                           "People in {1} know {0} better than I do.",
                                           "Good questions about {0}, and {1} should answer them."};
constexpr std::string_view kEnMessages[] = {
    "Everybody in {1} should hear what was decided about {0} last night",
    "Pass this on before they change the rules about {0} in {1}",
    "We ask {1} to open the books on {0} this week",
    "Nobody asked the people of {1} before they touched {0}",
    "Tell your friends in {1} that {0} will cost twice as much"};
constexpr std::string_view kEnEndings[] = {"Thank you all.",     "Please share it.",
                                           "Enough is enough.",  "We will not forget.",
                                           "See you on Sunday.", "Ask them why."};
constexpr std::string_view kEnPlaces[] = {
    "Northfield",  "Old Harbour", "Riverton",        "Eastmoor",  "Hillcrest", "Longwater",
    "Whitebridge", "Applegate",   "Stonehaven Park", "Millbrook", "Fairview",  "Kingsley"};
constexpr std::string_view kEnHashtags[] = {
    "OpenTheBooks", "BreadForAll",  "NightTrains", "SaveTheHarbour", "WaterForEveryone",
    "SchoolsFirst", "FixTheBridge", "LongQueue",   "MarketDay",      "LightsOut"};

constexpr std::string_view kFaOpeners[] = {"امروز صبح این را خواندم.",
                                           "انتظارش را نداشتم.",
                                           "بالاخره یکی گفت.",
                                           "طولانی است اما خوب.",
                                           "همسایه‌ام برایم فرستاد.",
                                           "تا آخر بخوانید.",
                                           "سر کار درباره‌اش حرف زدیم.",
                                           "منتظر همین بودم.",
                                           "کوتاه و روشن.",
                                           "اول فکر دیگری می‌کردم.",
                                           "خیلی چیزها را روشن می‌کند.",
                                           "برای بعد نگه دارید."};
constexpr std::string_view kFaTopics[] = {"قبض آب",
                                          "خط تازه‌ی اتوبوس",
                                          "سقف مدرسه‌ها",
                                          "قیمت نان",
                                          "بندر قدیمی",
                                          "قطار شب",
                                          "ساعت کتابخانه",
                                          "قطعی برق",
                                          "زمین فوتبال",
                                          "بازار روز",
                                          "صف بیمارستان",
                                          "تعمیر پل"};
constexpr std::string_view kFaRemarks[] = {
    "درباره‌ی {0} در {1} است.",
    "بالاخره آماری از {0} در {1} آمد.",
    "آنچه از {0} نوشته‌اند به {1} هم می‌خورد.",
    "در {1} کسی از {0} حرف نمی‌زند.",
    "ببینیم {1} با {0} چه می‌کند.",
    "مردم {1} از {0} بهتر خبر دارند.",
    "پرسش‌های خوبی از {0} که {1} باید جواب بدهد."};
constexpr std::string_view kFaMessages[] = {
    "همه‌ی مردم {1} باید بدانند دیشب درباره‌ی {0} چه تصمیمی "
    "گرفتند",
    "پیش از آنکه قانون {0} در {1} عوض شود این را به همه برسانید",
    "از {1} می‌خواهیم همین هفته حساب {0} را روشن کند",
    "هیچ‌کس از مردم {1} نپرسید و دست به {0} زدند",
    "به دوستانتان در {1} بگویید که {0} دو برابر گران "
    "می‌شود"};
constexpr std::string_view kFaEndings[] = {"از همه ممنونم.",
                                           "لطفا پخش کنید.",
                                           "دیگر بس است.",
                                           "فراموش نمی‌کنیم.",
                                           "یکشنبه می‌بینمتان.",
                                           "بپرسید چرا."};
constexpr std::string_view kFaPlaces[] = {
    "سپیدرود",   "باغ‌آباد", "کوهپایه",         "نیک‌شهر",
    "سرچشمه",    "دشت‌بالا", "پل‌سنگی", "مهرآباد نو",
    "شهرک دریا", "گلستان کوچک",       "چنارستان",        "آسیاب‌سر"};
constexpr std::string_view kFaHashtags[] = {
    "حساب_روشن", "نان_برای_همه", "قطار_شب",   "بندر_ما",   "آب_برای_همه",
    "اول_مدرسه", "پل_را_بسازید", "صف_طولانی", "بازار_روز", "خاموشی"};

constexpr std::string_view kArOpeners[] = {
    "قرأت هذا صباح اليوم.",       "لم أتوقع ذلك.",    "أخيرا قالها أحد.",
    "نص طويل لكنه جيد.",          "أرسله لي جاري.",   "اقرأوه إلى النهاية.",
    "تحدثنا عنه اليوم في العمل.", "كنت أنتظر هذا.",   "قصير وواضح.",
    "ظننت غير ذلك أولا.",         "هذا يفسر الكثير.", "احفظوه لوقت لاحق."};
constexpr std::string_view kArTopics[] = {"فواتير الماء",  "خط الحافلات الجديد", "سقوف المدارس",
                                          "سعر الخبز",     "الميناء القديم",     "قطارات الليل",
                                          "ساعات المكتبة", "انقطاع الكهرباء",    "ملعب الكرة",
                                          "السوق الشعبي",  "طابور المستشفى",     "إصلاح الجسر"};
constexpr std::string_view kArRemarks[] = {"إنه عن {0} في {1}.",
                                           "أخيرا أرقام عن {0} في {1}.",
                                           "ما كتبوه عن {0} يصح في {1} أيضا.",
                                           "في {1} لا يتحدث أحد عن {0}.",
                                           "لنر ماذا تفعل {1} في أمر {0}.",
                                           "أهل {1} أعلم مني بأمر {0}.",
                                           "أسئلة جيدة عن {0} وعلى {1} أن تجيب."};
constexpr std::string_view kArMessages[] = {
    "على كل أهل {1} أن يعرفوا ما تقرر ليلة أمس بشأن {0}",
    "انشروا هذا قبل أن تتغير القواعد بشأن {0} في {1}", "نطلب من {1} أن تكشف حسابات {0} هذا الأسبوع",
    "لم يسأل أحد أهل {1} قبل أن يغيروا {0}", "قولوا لأصدقائكم في {1} إن {0} سيكلف الضعف"};
constexpr std::string_view kArEndings[] = {"شكرا للجميع.", "انشروه من فضلكم.", "كفى.",
                                           "لن ننسى.",     "نلتقي يوم الأحد.", "اسألوهم لماذا."};
constexpr std::string_view kArPlaces[] = {
    "وادي الزيتون", "تل الريح",  "عين الدار",  "حي النخيل",          "باب البحر",   "رأس الجسر",
    "سهل القمح",    "مرج الورد", "ساحة السوق", "دار السلام الصغيرة", "كفر البستان", "منارة الشرق"};
constexpr std::string_view kArHashtags[] = {
    "افتحوا_الحسابات", "خبز_للجميع",   "قطار_الليل", "ميناؤنا",   "ماء_للجميع",
    "المدارس_أولا",    "أصلحوا_الجسر", "طابور_طويل", "يوم_السوق", "انقطاع"};

constexpr std::string_view kRuOpeners[] = {
    "Прочитал сегодня утром.",      "Не ожидал такого.",     "Наконец кто-то сказал.",
    "Длинно, но хорошо.",           "Сосед прислал.",        "Дочитайте до конца.",
    "Обсуждали сегодня на работе.", "Этого я и ждал.",       "Коротко и ясно.",
    "Сначала думал иначе.",         "Это многое объясняет.", "Сохраните на потом."};
constexpr std::string_view kRuTopics[] = {
    "счета за воду",   "новый автобус", "школьные крыши",     "цены на хлеб",
    "старый порт",     "ночные поезда", "часы библиотеки",    "перебои со светом",
    "футбольное поле", "уличный рынок", "очередь в больнице", "ремонт моста"};
constexpr std::string_view kRuRemarks[] = {"Тема: {0}, место: {1}.",
                                           "Наконец цифры: {0}, {1}.",
                                           "Всё, что пишут про {0}, подходит и городу {1}.",
                                           "В городе {1} молчат про {0}.",
                                           "Посмотрим, как {1} решит вопрос про {0}.",
                                           "Жители города {1} лучше меня знают про {0}.",
                                           "Хорошие вопросы про {0}, пусть {1} ответит."};
constexpr std::string_view kRuMessages[] = {
    "Каждый в городе {1} должен знать, что вчера решили про {0}",
    "Передайте другим, пока в городе {1} не изменили правила про {0}",
    "Просим город {1} на этой неделе открыть счета: {0}",
    "Никто не спросил жителей города {1}, прежде чем трогать {0}",
    "Скажите друзьям в городе {1}, что {0} теперь вдвое дороже"};
constexpr std::string_view kRuEndings[] = {"Спасибо всем.",   "Поделитесь, пожалуйста.",
                                           "Хватит уже.",     "Мы не забудем.",
                                           "До воскресенья.", "Спросите почему."};
constexpr std::string_view kRuPlaces[] = {
    "Заречный",        "Новый Брод", "Каменка",   "Белый Мост", "Озёрный",    "Верхняя Роща",
    "Старая Пристань", "Липовка",    "Солнечный", "Кузнецк",    "Светлый Яр", "Малый Порт"};
constexpr std::string_view kRuHashtags[] = {
    "ОткройтеСчета", "ХлебВсем",     "НочнойПоезд",    "НашПорт",      "ВодаВсем",
    "СначалаШколы",  "ПочинитеМост", "ДлиннаяОчередь", "БазарныйДень", "БезСвета"};

constexpr std::string_view kEsOpeners[] = {"Lo leí esta mañana.",
                                           "No me lo esperaba.",
                                           "Por fin alguien lo dice.",
                                           "Largo, pero bueno.",
                                           "Me lo mandó mi vecina.",
                                           "Léanlo hasta el final.",
                                           "Hoy lo hablamos en el trabajo.",
                                           "Esperaba justo esto.",
                                           "Corto y claro.",
                                           "Al principio pensé otra cosa.",
                                           "Esto explica mucho.",
                                           "Guárdenlo para después."};
constexpr std::string_view kEsTopics[] = {
    "las facturas del agua",       "la nueva línea de autobús", "los techos de las escuelas",
    "el precio del pan",           "el puerto viejo",           "los trenes nocturnos",
    "el horario de la biblioteca", "los cortes de luz",         "la cancha de fútbol",
    "el mercado de la calle",      "la fila del hospital",      "las obras del puente"};
constexpr std::string_view kEsRemarks[] = {"Trata sobre {0} en {1}.",
                                           "Por fin hay cifras sobre {0} en {1}.",
                                           "Lo que dicen sobre {0} vale también para {1}.",
                                           "En {1} nadie habla sobre {0}.",
                                           "A ver qué hace {1} sobre {0}.",
                                           "La gente de {1} sabe más que yo sobre {0}.",
                                           "Buenas preguntas sobre {0}, y {1} debe responder."};
constexpr std::string_view kEsMessages[] = {
    "Toda la gente de {1} debe saber qué se decidió anoche sobre {0}",
    "Pásenlo antes de que cambien las reglas sobre {0} en {1}",
    "Pedimos a {1} que abra esta semana las cuentas sobre {0}",
    "Nadie preguntó a la gente de {1} antes de decidir sobre {0}",
    "Digan a sus amigos de {1} que habrá que pagar el doble por {0}"};
constexpr std::string_view kEsEndings[] = {
    "Gracias a todos.",   "Compártanlo, por favor.", "Ya basta.",
    "No lo olvidaremos.", "Nos vemos el domingo.",   "Pregunten por qué."};
constexpr std::string_view kEsPlaces[] = {"Valle Alto",          "Puerto Chico",  "Río Claro",
                                          "San Telmo del Campo", "Piedra Blanca", "Los Álamos",
                                          "Cerro Norte",         "Villa Nueva",   "La Ribera",
                                          "Monte Verde",         "El Olivar",     "Agua Dulce"};
constexpr std::string_view kEsHashtags[] = {
    "CuentasAbiertas", "PanParaTodos",     "TrenNocturno", "NuestroPuerto", "AguaParaTodos",
    "PrimeroEscuelas", "ArreglenElPuente", "FilaLarga",    "DíaDeMercado",  "SinLuz"};

constexpr std::array<Stock, kMadeLanguages> kStocks = {{
    {"en", kEnOpeners, kEnTopics, kEnRemarks, kEnMessages, kEnEndings, kEnPlaces, kEnHashtags},
    {"fa", kFaOpeners, kFaTopics, kFaRemarks, kFaMessages, kFaEndings, kFaPlaces, kFaHashtags},
    {"ar", kArOpeners, kArTopics, kArRemarks, kArMessages, kArEndings, kArPlaces, kArHashtags},
    {"ru", kRuOpeners, kRuTopics, kRuRemarks, kRuMessages, kRuEndings, kRuPlaces, kRuHashtags},
    {"es", kEsOpeners, kEsTopics, kEsRemarks, kEsMessages, kEsEndings, kEsPlaces, kEsHashtags},
}};

// Draws from a number, one word after another.
class Draw {
 public:
  explicit Draw(std::uint64_t number) : state_(number) {}
  std::string_view From(Words words) { return words[Next() % words.size()]; }
  // SplitMix64 (Steele, Lea and Flood 2014).
  std::uint64_t Next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
  }

 private:
  std::uint64_t state_;
};

std::string Filled(std::string_view sentence, const Stock& stock, Draw* draw) {
  const std::string_view topic = draw->From(stock.topics);
  return fmt::format(fmt::runtime(sentence), topic, draw->From(stock.places));
}

void Replace(std::string_view from, std::string_view to, std::string* text) {
  for (std::size_t at = text->find(from); at != std::string::npos;
       at = text->find(from, at + to.size()))
    text->replace(at, from.size(), to);
}

std::string UpperAscii(std::string text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  return text;
}

}  // namespace

std::string_view MadeLanguage(std::uint32_t language) { return kStocks[language].language; }

std::string MadeRemark(std::uint32_t language, std::uint64_t number) {
  const Stock& stock = kStocks[language];
  Draw draw(number);
  const std::string opener(draw.From(stock.openers));
  const std::string_view remark = draw.From(stock.remarks);
  return opener + " " + Filled(remark, stock, &draw);
}

std::string MadeMessage(std::uint32_t language, std::uint64_t number) {
  const Stock& stock = kStocks[language];
  Draw draw(number);
  const std::string_view message = draw.From(stock.messages);
  const std::string filled = Filled(message, stock, &draw);
  return filled + ". " + std::string(draw.From(stock.endings));
}

std::string MadeHashtag(std::uint32_t language, std::uint64_t number) {
  Draw draw(number);
  const std::string_view word = draw.From(kStocks[language].hashtags);
  return fmt::format("#{}{}", word, draw.Next() % 100'000);
}

std::string MadeHandle(std::uint64_t number) {
  static constexpr std::string_view kFirst[] = {
      "quiet",  "blue", "early", "salt",   "paper", "north",  "green", "slow",
      "bright", "old",  "tall",  "winter", "small", "copper", "open",  "lucky"};
  static constexpr std::string_view kSecond[] = {
      "river",   "lamp",  "orchard", "kite",  "harbour", "stone", "window", "train",
      "sparrow", "bread", "meadow",  "clock", "bridge",  "pine",  "market", "letter"};
  Draw draw(number);
  const std::string_view first = draw.From(kFirst);
  return fmt::format("{}_{}_{}", first, draw.From(kSecond), number);
}

std::string MadeCopy(std::uint32_t language, std::string_view message, std::uint64_t number) {
  static constexpr std::string_view kMarks[] = {"", "!", "!!", " …", " 🙏", " ❗", " 👇", "  "};
  std::string copy(message);
  Draw draw(number);
  if (draw.Next() % 3 == 0) {
    if (MadeLanguage(language) == "fa") {  // as an Arabic keyboard writes it
      Replace("ی", "ي", &copy);
      Replace("ک", "ك", &copy);
    } else if (MadeLanguage(language) == "ar") {
      Replace("أ", "ا", &copy);
      Replace("إ", "ا", &copy);
    } else if (MadeLanguage(language) == "ru") {
      Replace("ё", "е", &copy);
    } else {
      copy = UpperAscii(std::move(copy));
    }
  }
  if (draw.Next() % 3 == 0) Replace(". ", " — ", &copy);
  copy += draw.From(kMarks);
  return copy;
}

std::string MadeParaphrase(std::uint32_t language, std::string_view message, std::uint64_t number) {
  const Stock& stock = kStocks[language];
  Draw draw(number);
  const std::size_t end = message.rfind(". ", message.size() - 2);
  std::string begin(message.substr(0, end));
  const std::string opener(draw.From(stock.openers));
  return opener + " " + begin + ". " + std::string(draw.From(stock.endings));
}

}  // namespace evenhand::coordination
