#include "dossier/dossier_words.h"

#include "dossier/make.h"

namespace evenhand::dossier {
namespace {

constexpr Words kEnglish = {
    .dossier = "Dossier {}",
    .claim = "The claim",
    .first_claim = kFirstClaim,
    .caution =
        "A working paper for reviewers. It names people who may have done nothing wrong: do not "
        "pass it on. Acting "
        "together breaks no rule; it takes evidence of deception, account by account, and a second "
        "person who accepts it.",
    .hijacked_caution =
        "An account in here was taken over by others. Its owner is to get it back: no penalty, no "
        "strike, and "
        "nothing in public but hashes.",
    .accepted = "Accepted by {} on {}. From then on rules can read it.",
    .not_accepted = "Not accepted: nothing can follow from it.",
    .over_line = "{} of {} accounts are over the line of the rulebook.",
    .none_over =
        "No account is over the line of the rulebook: coordination alone is no deception. That is "
        "a result.",
    .left_out = "{} more were left out and are not named.",
    .method = "What was searched",
    .method_note =
        "Detectors and lines take no side. No address, country, language, employer or opinion was "
        "read, nor whom anybody follows.",
    .period = "Period",
    .shares = "Shares",
    .accounts = "Accounts",
    .objects = "Objects",
    .rate = "Rate of false ties",
    .searches = "Searches",
    .networks = "Networks found",
    .candidates = "Candidates in all",
    .fell_short = "Accounts with ties that fell short",
    .fell_by = "By what they lack",
    .line = "The line of the search",
    .line_text =
        "{} objects together on {} days or in two traces, ties to {} others, {} times as often as "
        "by chance",
    .role = "Role",
    .no_role = "none: no reviewer has given it one",
    .set_by = "set by {}",
    .followers = "Followers",
    .evidence = "What speaks of it",
    .kind = "Kind",
    .number = "Number",
    .expected = "By chance",
    .null = "Measured against",
    .chance = "p, q",
    .range = "Data from, to",
    .posts = "Posts",
    .rests_on = "Rests on",
    .by = "Brought by",
    .hidden = "hidden",
    .timing_null = "the pace of other accounts on these objects (Poisson-binomial)",
    .choice_null = "objects picked by activity alone (Poisson)",
    .side_by_side = "Side by side",
    .side_note = "Its own post, and the nearest one of another account with the same object.",
    .own_post = "This account",
    .nearest_post = "The nearest",
    .more_pairs = "{} more are in the dossier.",
    .apart = "{} s apart",
    .signs = "Signs that it changed hands",
    .signs_note =
        "Measured against the account's own days in random order. A sign is for the account, never "
        "against it; lives change too.",
    .sign = "What changed",
    .at_day = "On",
    .times = "Times by chance",
    .before_after = "Posts before, after",
    .takeover =
        "Several changes at one time: it may have been taken over. Suggested role: hijacked, which "
        "means a challenge to prove control, and the way back to the owner.",
    .clears = "What would clear it",
    .explanation = "Innocent explanation",
    .answer = "Do the data fit it?",
    .share = "Measured",
    .asked_of_people = "not in the data: for a person to find out",
    .who = "Who did what",
    .step = "Step",
    .removed = "Removed",
    .removed_line = "{}: removed on {} by {}. {}",
    .what_lacks = "What lacks",
    .footer = "One file: no script, nothing loaded from elsewhere. Made by evenhand dossier.",
    .published_caution =
        "Accounts that were operated deceptively, found by what they did and accepted by two "
        "people. Each was told, with "
        "reasons, and can appeal; if one is cleared, everything that rested on it is measured "
        "again.",
    .counts = "How many",
    .by_role = "By role",
    .by_kind = "By kind of evidence",
    .named = "Accounts",
    .hashed = "Accounts by hash",
    .hashed_note =
        "Names stand here only above {} followers, of operators and invented personas. A hash "
        "cannot be turned back into a name without the key that the reviewers keep.",
    .nobody_named = "An account was taken over by others, so nobody is named.",
    .corrections = "Corrections",
    .correction =
        "On {}, accounts were found to be no part of this and have everything back: {}. The claim "
        "above is wrong about them.",
    .correction_named =
        "{} is no part of this and has everything back. The claim was wrong about it.",
    .state_note =
        "Nothing here says who is behind it. That would take evidence of control, reviewed on its "
        "own.",
    .roles = {"operator", "invented persona", "paid", "hijacked", "bystander"},
    .kinds = {"K1 same text or media", "K2 timing", "K3 same targets", "K4 invented persona",
              "K5 shared tools", "K6 admission or purchase", "K7 made or renamed in batches"},
    .lacks = {"over the line", "removed", "no reviewer has given it a role", "a bystander",
              "no evidence of deception (K4, K6, K7, or K5 with a hidden tool)",
              "evidence from one group only, of {K1–K3}, {K4}, {K5–K7}",
              "it would rest on association with others alone",
              "what spoke of it rested on accounts that are not in the dossier"},
    .shortfalls = {"nothing", "too little beside what chance gives", "too few objects",
                   "too few days", "too few others over the line",
                   "only objects that very many put out", "a small part of what it does"},
    .changes = {"the hours of its day", "its pace", "what it puts out"},
    .explanations = {"many others put the same out: news, an event, a protest",
                     "it posts by a clock, at round times: a scheduler",
                     "an announced hour: nearly all in one hour of the day",
                     "delivered late: many posts came at once",
                     "it leans on one other account (it stands without so many of them)",
                     "it was taken over", "it says openly that it acts with others",
                     "a share button or a template fills in the text",
                     "the archive was chosen by this very pattern"},
    .answers = {"no", "yes: a person must look", "unknown"}};

constexpr Words kPersian = {
    .dossier = "پروندهٔ {}",
    .claim = "ادعا",
    .first_claim =
        "این حساب‌ها بیش از آنچه تصادف روا می‌دارد چیزهای یکسان را هم‌زمان منتشر "
        "کرده‌اند.",
    .caution =
        "برگهٔ کار بازبینان است. نام کسانی در آن هست که شاید کار نادرستی نکرده باشند؛ آن را پخش "
        "نکنید. با هم عمل کردن "
        "هیچ قاعده‌ای را نمی‌شکند؛ برای هر حساب جداگانه شواهد فریب لازم است و نفر دومی که آن "
        "را بپذیرد.",
    .hijacked_caution =
        "یکی از این حساب‌ها را دیگران ربوده‌اند. حساب باید به صاحبش برگردد: بدون مجازات، بدون "
        "اخطار، و در انظار "
        "عمومی چیزی جز درهم‌سازی نمی‌آید.",
    .accepted =
        "{} در تاریخ {} آن را پذیرفت. از آن پس قاعده‌ها می‌توانند آن را "
        "بخوانند.",
    .not_accepted =
        "پذیرفته نشده است: هیچ پیامدی نمی‌تواند داشته "
        "باشد.",
    .over_line = "{} حساب از {} حساب از خط آیین‌نامه گذشته‌اند.",
    .none_over =
        "هیچ حسابی از خط آیین‌نامه نگذشته است: هماهنگی به‌تنهایی فریب نیست. این هم یک نتیجه "
        "است.",
    .left_out =
        "{} حساب دیگر کنار گذاشته شده‌اند و نامی از آن‌ها "
        "نیست.",
    .method = "چه چیزی جست‌وجو شد",
    .method_note =
        "آشکارسازها و خط‌ها طرف کسی را نمی‌گیرند. هیچ نشانی، کشور، زبان، کارفرما یا عقیده‌ای "
        "خوانده نشده است و نه اینکه چه کسی چه کسی را دنبال "
        "می‌کند.",
    .period = "بازه",
    .shares = "انتشارها",
    .accounts = "حساب‌ها",
    .objects = "چیزها",
    .rate = "نرخ پیوندهای نادرست",
    .searches = "جست‌وجوها",
    .networks = "شبکه‌های یافته",
    .candidates = "نامزدها روی هم",
    .fell_short = "حساب‌های پیوندداری که به خط نرسیدند",
    .fell_by = "بر پایهٔ آنچه کم دارند",
    .line = "خط جست‌وجو",
    .line_text = "{} چیز با هم در {} روز یا در دو ردّ، پیوند با {} حساب دیگر، {} برابر تصادف",
    .role = "نقش",
    .no_role = "هیچ: هنوز بازبینی نقشی به آن نداده است",
    .set_by = "به رأی {}",
    .followers = "دنبال‌کنندگان",
    .evidence = "آنچه دربارهٔ آن گواهی می‌دهد",
    .kind = "نوع",
    .number = "عدد",
    .expected = "به تصادف",
    .null = "در برابر",
    .chance = "p، q",
    .range = "داده‌ها از، تا",
    .posts = "نوشته‌ها",
    .rests_on = "استوار بر",
    .by = "آورندهٔ گواه",
    .hidden = "پنهان",
    .timing_null =
        "شتاب حساب‌های دیگر در همین چیزها "
        "(پواسون-دوجمله‌ای)",
    .choice_null = "گزینش چیزها تنها بر پایهٔ میزان فعالیت (پواسون)",
    .side_by_side = "کنار هم",
    .side_note =
        "نوشتهٔ خود حساب و نزدیک‌ترین نوشتهٔ حسابی دیگر با همان "
        "چیز.",
    .own_post = "این حساب",
    .nearest_post = "نزدیک‌ترین",
    .more_pairs = "{} مورد دیگر در پرونده است.",
    .apart = "با {} ثانیه فاصله",
    .signs = "نشانه‌های دست‌به‌دست شدن",
    .signs_note =
        "در برابر روزهای خود همان حساب با ترتیب تصادفی سنجیده شده است. نشانه به سود حساب است، هرگز "
        "به زیان آن؛ زندگی‌ها هم دگرگون می‌شوند.",
    .sign = "چه دگرگون شد",
    .at_day = "در روز",
    .times = "چند برابر تصادف",
    .before_after = "نوشته‌ها پیش از آن، پس از آن",
    .takeover =
        "چند دگرگونی در یک زمان: شاید ربوده شده باشد. نقش پیشنهادی: ربوده‌شده، یعنی درخواست "
        "اثبات مالکیت و بازگشت به صاحبش.",
    .clears = "چه چیزی آن را تبرئه می‌کند",
    .explanation = "توضیح بی‌گناهانه",
    .answer = "داده‌ها با آن جور است؟",
    .share = "اندازه",
    .asked_of_people = "در داده‌ها نیست: انسانی باید دریابد",
    .who = "چه کسی چه کرد",
    .step = "گام",
    .removed = "بیرون‌آمده‌ها",
    .removed_line = "{}: در {} به دست {} بیرون آمد. {}",
    .what_lacks = "چه کم است",
    .footer = "یک پرونده: بدون اسکریپت و بدون بارگیری از جای دیگر. ساختهٔ evenhand dossier.",
    .published_caution =
        "حساب‌هایی که با فریب اداره می‌شدند؛ از روی کارهایشان یافته شدند و دو نفر آن را "
        "پذیرفتند. به هر یک با ذکر دلیل خبر داده شده است "
        "و هر یک می‌تواند اعتراض کند؛ اگر یکی تبرئه شود، هر چه بر آن استوار بود دوباره سنجیده "
        "می‌شود.",
    .counts = "چند تا",
    .by_role = "بر پایهٔ نقش",
    .by_kind = "بر پایهٔ نوع گواه",
    .named = "حساب‌ها",
    .hashed = "حساب‌ها با درهم‌سازی",
    .hashed_note =
        "نام‌ها تنها بالای {} دنبال‌کننده و تنها از گردانندگان و شخصیت‌های ساختگی می‌آید. "
        "درهم‌سازی را بدون کلیدی که نزد بازبینان است نمی‌توان به نام "
        "برگرداند.",
    .nobody_named =
        "یکی از حساب‌ها ربوده شده بود، پس نامی از هیچ‌کس "
        "نمی‌آید.",
    .corrections = "اصلاح‌ها",
    .correction =
        "در {} روشن شد که {} حساب بخشی از این نیستند و همه‌چیزشان بازگردانده شد. ادعای بالا "
        "دربارهٔ آن‌ها نادرست است.",
    .correction_named =
        "{} بخشی از این نیست و همه‌چیزش بازگردانده شد. ادعا دربارهٔ آن نادرست "
        "بود.",
    .state_note =
        "اینجا گفته نمی‌شود چه کسی پشت آن است. برای آن شواهد کنترل لازم است که جداگانه بازبینی "
        "شود.",
    .roles = {"گرداننده", "شخصیت ساختگی", "مزدبگیر", "ربوده‌شده", "رهگذر"},
    .kinds = {"K1 متن یا رسانهٔ یکسان", "K2 زمان‌بندی", "K3 هدف‌های یکسان",
              "K4 شخصیت ساختگی", "K5 ابزارهای مشترک", "K6 اقرار یا خرید",
              "K7 ساخت یا تغییر نام دسته‌ای"},
    .lacks = {"فراتر از خط", "بیرون آمده", "هنوز بازبینی نقشی به آن نداده است", "رهگذر",
              "گواهی بر فریب نیست (K4، K6، K7 یا K5 با ابزار پنهان)",
              "گواه تنها از یک گروه از {K1–K3}، {K4}، {K5–K7}",
              "تنها بر همراهی با دیگران استوار می‌بود",
              "آنچه دربارهٔ آن گواهی می‌داد بر حساب‌هایی استوار بود که در پرونده "
              "نیستند"},
    .shortfalls = {"هیچ", "در برابر تصادف اندک است", "چیزهای کم", "روزهای کم",
                   "شمار کم دیگران در آن سوی خط",
                   "تنها چیزهایی که بسیاری منتشر کرده‌اند",
                   "بخش کوچکی از کارهایش"},
    .changes = {"ساعت‌های روزش", "آهنگ انتشارش", "آنچه منتشر می‌کند"},
    .explanations =
        {"بسیاری دیگر هم همان را منتشر کردند: خبر، رویداد، اعتراض",
         "با ساعت منتشر می‌کند، سر وقت‌های گرد: زمان‌بند",
         "ساعت اعلام‌شده: تقریباً همه در یک ساعت از روز",
         "دیر رسیده: نوشته‌های بسیار یک‌باره آمدند",
         "به یک حساب دیگر تکیه دارد (بدون این تعداد از آن‌ها "
         "می‌ایستد)",
         "ربوده شده است",
         "آشکارا می‌گوید که با دیگران عمل می‌کند",
         "دکمهٔ هم‌رسانی یا قالبی متن را پر می‌کند",
         "بایگانی با همین الگو گزیده شده است"},
    .answers = {"نه", "آری: انسانی باید ببیند", "نامعلوم"}};

}  // namespace

std::string_view ClaimIn(const Words& say, std::string_view claim) {
  return claim == kFirstClaim ? say.first_claim : claim;
}

std::string_view NullIn(const Words& say, const Evidence& evidence) {
  if (!evidence.by.empty()) return evidence.null;
  if (evidence.kind == "K2") return say.timing_null;
  return evidence.kind == "K1" || evidence.kind == "K3" ? say.choice_null
                                                        : std::string_view(evidence.null);
}

const Words& WordsOf(std::string_view language) {
  return language.starts_with("fa") ? kPersian : kEnglish;
}

}  // namespace evenhand::dossier
