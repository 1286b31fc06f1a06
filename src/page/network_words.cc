#include "page/network_words.h"

namespace evenhand::page {
namespace {

constexpr NetworkWords kEnglish = {
    .title = "Accounts that acted together",
    .caution =
        "This page shows which accounts put the same things out at the same time more often than "
        "chance allows. "
        "People may do so openly and for a good cause; that alone breaks no rule. It takes a "
        "person to look, and "
        "evidence of deception, before anything may follow. No address, country, language or "
        "opinion was read.",
    .nothing_found =
        "No account passed the line. That is a result: what was searched stands below.",
    .found = "{} accounts in {} networks",
    .searched = "What was searched",
    .searched_note =
        "Of all pairs of accounts, those are tied whose joint acts are unlikely by what they "
        "choose and by "
        "when they act. The rate of false ties is kept for the whole search.",
    .trace = "What was put out",
    .window = "Within",
    .pairs_tested = "Pairs tested",
    .together = "Times together",
    .ties = "Ties beyond chance",
    .not_compared =
        "Where many put out the same thing at once, each post was compared with the {} before and "
        "after it; {} "
        "pairs within the time were not compared.",
    .shares = "Shares",
    .objects = "Objects",
    .accounts = "Accounts",
    .period = "Period",
    .rate = "Rate of false ties",
    .network = "Network {}",
    .members = "{} accounts",
    .core = "of these at the core",
    .density = "Pairs tied, of all",
    .stands_without_one = "Still over the line without any one account",
    .stands_without_popular = "Still over the line without the most popular objects",
    .from_to = "Joint acts from",
    .drawing = "Ties",
    .drawing_note =
        "A dot is an account, a line a tie; the core stands inside. Darker lines rest on more "
        "objects.",
    .ties_not_drawn = "{} weaker ties are not drawn.",
    .timeline = "When they acted",
    .timeline_note =
        "A row is an account, a mark an act put out together with others. What was put out as one "
        "stands in "
        "columns.",
    .evidence = "What speaks of each account",
    .evidence_note =
        "Each account is measured by its own ties alone. Expected is what chance alone would give.",
    .account = "Account",
    .in_core = "core",
    .days = "Days",
    .partners = "Tied to",
    .kinds = "Evidence",
    .posts_behind = "Posts behind it",
    .more_accounts = "{} more accounts are in accounts.csv.",
    .object = "Object",
    .time = "Time",
    .with = "Nearest",
    .delay = "Apart",
    .times_expected = "{} times together, {} expected (p {})",
    .more_acts = "{} more are in acts.csv.",
    .fell_short = "Who fell short",
    .fell_short_note =
        "These accounts have ties beyond chance, but not what the line asks for. They are not "
        "named here; "
        "fell_short.csv has them.",
    .lacks = "What lacks",
    .nobody_fell_short = "Nobody with a tie fell short of the line.",
    .how_many = "Accounts",
    .clears = "What would clear an account",
    .footer = "One file: no script, nothing loaded from elsewhere. Made by evenhand detect.",
    .seconds = "{} s",
    .other_networks = "{} smaller networks are in networks.json.",
    .kind_names = {"K1 same text or media", "K2 timing", "K3 same targets"},
    .trace_names = {"object", "link", "domain", "hashtag", "hashtag sequence", "repost", "reply",
                    "quote", "mention", "same text", "similar text", "media", "any of these"},
    .shortfall_names = {"nothing", "too little beside what chance gives", "too few objects",
                        "too few days", "too few others over the line",
                        "only objects that very many put out", "a small part of what it does"},
    .clearing = {
        "the hour was announced, or what it put out was news at that moment",
        "a declared scheduler, a newsroom, a union or a party that says it publishes together",
        "a share button or a template that fills in the text",
        "the platform delivered late, so that times are not those of the people",
        "the archive was chosen by this very pattern, so that others like it are missing",
        "the account was taken over, and its owner has it back",
        "others of the network are cleared: what rested on them falls, and the line is drawn "
        "again"}};

constexpr NetworkWords kPersian = {
    .title = "حساب‌هایی که با هم عمل کرده‌اند",
    .caution =
        "این صفحه نشان می‌دهد کدام حساب‌ها بیش از آنچه تصادف روا می‌دارد، چیزهای یکسان را "
        "هم‌زمان منتشر کرده‌اند. "
        "مردم ممکن است آشکارا و برای هدفی نیک چنین کنند و این به‌تنهایی هیچ قاعده‌ای را "
        "نمی‌شکند. پیش از هر پیامدی، "
        "باید انسانی آن را ببیند و شواهدی از فریب در میان باشد. هیچ نشانی، کشور، زبان یا "
        "عقیده‌ای خوانده نشده است.",
    .nothing_found =
        "هیچ حسابی از خط نگذشت. این هم یک نتیجه است؛ آنچه جست‌وجو شد در زیر آمده "
        "است.",
    .found = "{} حساب در {} شبکه",
    .searched = "چه چیزی جست‌وجو شد",
    .searched_note =
        "از میان همهٔ جفت‌های حساب، آن‌هایی پیوند خورده‌اند که کارهای مشترکشان هم از نظر "
        "انتخاب و هم از نظر زمان "
        "با تصادف جور در نمی‌آید. نرخ پیوندهای نادرست برای کل جست‌وجو نگه داشته شده "
        "است.",
    .trace = "آنچه منتشر شد",
    .window = "در فاصلهٔ",
    .pairs_tested = "جفت‌های آزموده",
    .together = "دفعات با هم بودن",
    .ties = "پیوندهای فراتر از تصادف",
    .not_compared =
        "جایی که شمار زیادی یک چیز را هم‌زمان منتشر کرده‌اند، هر فرسته با {} فرستهٔ پیش و پس از "
        "خود سنجیده شد؛ {} "
        "جفتِ درونِ بازه سنجیده نشد.",
    .shares = "انتشارها",
    .objects = "چیزها",
    .accounts = "حساب‌ها",
    .period = "بازه",
    .rate = "نرخ پیوندهای نادرست",
    .network = "شبکهٔ {}",
    .members = "{} حساب",
    .core = "از این میان در هسته",
    .density = "جفت‌های پیوندخورده از همهٔ جفت‌ها",
    .stands_without_one =
        "بدون هر یک از حساب‌ها، همچنان فراتر از خط",
    .stands_without_popular =
        "بدون پرمخاطب‌ترین چیزها، همچنان فراتر از خط",
    .from_to = "کارهای مشترک از",
    .drawing = "پیوندها",
    .drawing_note =
        "هر نقطه یک حساب است و هر خط یک پیوند؛ هسته در میان است. خط تیره‌تر بر چیزهای بیشتری "
        "استوار است.",
    .ties_not_drawn = "{} پیوند ضعیف‌تر کشیده نشده است.",
    .timeline = "چه هنگام عمل کردند",
    .timeline_note =
        "هر سطر یک حساب است و هر نشان، کاری که همراه دیگران منتشر شد. آنچه یک‌جا منتشر شد در "
        "ستون‌ها می‌ایستد.",
    .evidence = "آنچه دربارهٔ هر حساب گواهی می‌دهد",
    .evidence_note =
        "هر حساب تنها با پیوندهای خودش سنجیده می‌شود. «مورد انتظار» همان است که تصادف "
        "به‌تنهایی می‌دهد.",
    .account = "حساب",
    .in_core = "هسته",
    .days = "روزها",
    .partners = "پیوند با",
    .kinds = "شواهد",
    .posts_behind = "نوشته‌های پشت آن",
    .more_accounts = "{} حساب دیگر در accounts.csv است.",
    .object = "چیز",
    .time = "زمان",
    .with = "نزدیک‌ترین",
    .delay = "فاصله",
    .times_expected = "{} بار با هم، {} مورد انتظار (p برابر {})",
    .more_acts = "{} مورد دیگر در acts.csv است.",
    .fell_short = "چه کسانی به خط نرسیدند",
    .fell_short_note =
        "این حساب‌ها پیوندی فراتر از تصادف دارند، ولی نه آنچه خط می‌خواهد. اینجا نامی از "
        "آن‌ها نیست؛ "
        "fell_short.csv آن‌ها را دارد.",
    .lacks = "چه کم دارد",
    .nobody_fell_short = "هیچ حساب پیوندداری از خط باز نماند.",
    .how_many = "حساب‌ها",
    .clears = "چه چیزی حسابی را تبرئه می‌کند",
    .footer = "یک پرونده: بدون اسکریپت و بدون بارگیری از جای دیگر. ساختهٔ evenhand detect.",
    .seconds = "{} ثانیه",
    .other_networks = "{} شبکهٔ کوچک‌تر در networks.json است.",
    .kind_names = {"K1 متن یا رسانهٔ یکسان", "K2 زمان‌بندی",
                   "K3 هدف‌های یکسان"},
    .trace_names = {"چیز", "پیوند وب", "دامنه", "هشتگ", "دنبالهٔ هشتگ", "بازنشر", "پاسخ",
                    "نقل‌قول", "یادکرد", "متن یکسان", "متن همانند", "رسانه",
                    "هر کدام از این‌ها"},
    .shortfall_names = {"هیچ", "در برابر تصادف اندک است", "چیزهای کم", "روزهای کم",
                        "شمار کم دیگران در آن سوی خط",
                        "تنها چیزهایی که بسیاری منتشر کرده‌اند",
                        "بخش کوچکی از کارهایش"},
    .clearing = {
        "ساعت از پیش اعلام شده بود، یا آنچه منتشر کرد در آن لحظه خبر بود",
        "زمان‌بند اعلام‌شده، تحریریه، اتحادیه یا حزبی که می‌گوید با هم منتشر "
        "می‌کند",
        "دکمهٔ هم‌رسانی یا قالبی که متن را خود پر می‌کند",
        "سکو دیر رسانده است، پس زمان‌ها زمان خود مردم "
        "نیست",
        "بایگانی با همین الگو گزیده شده است، پس همانندهای دیگر در آن نیستند",
        "حساب ربوده شده بود و صاحبش آن را بازپس گرفته است",
        "دیگران شبکه تبرئه می‌شوند: آنچه بر آن‌ها استوار بود می‌افتد و خط دوباره کشیده "
        "می‌شود"}};

}  // namespace

const NetworkWords& WordsOfNetworks(std::string_view language) {
  return language.starts_with("fa") ? kPersian : kEnglish;
}

}  // namespace evenhand::page
