#include "even/page_words.h"

#include <algorithm>
#include <iterator>

namespace evenhand::even {
namespace {

struct Words {
  PageWord word;
  std::string_view english, persian, arabic;
};

using enum PageWord;

constexpr Words kWords[] = {
    {kTitle, "Parity report", "گزارش برابری", "تقرير المساواة"},
    {kPeriod, "Period", "دوره", "الفترة"},
    {kRows, "Decisions read", "تصمیم‌های خوانده‌شده", "القرارات المقروءة"},
    {kDataHash, "SHA-256 of the data", "SHA-256 داده‌ها", "SHA-256 للبيانات"},
    {kRulebook, "Rulebook", "کتاب قواعد", "كتاب القواعد"},
    {kEngine, "Engine", "موتور", "المحرك"},
    {kMadeAt, "Made at", "زمان ساخت", "وقت الإعداد"},
    {kComparisons, "Comparisons", "مقایسه‌ها", "المقارنات"},
    {kComparisonsNote,
     "Share removed or stronger, A less B, over equal cases only. The band is the margin stated in "
     "advance; the line is the 95 % interval.",
     "سهم حذف یا سخت‌تر، الف منهای ب، تنها میان موارد یکسان. نوار، حد از "
     "پیش "
     "اعلام‌شده "
     "است "
     "و "
     "خط، بازهٔ ۹۵ درصد.",
     "نسبة الحذف أو ما هو أشد، أ ناقص ب، بين الحالات المتساوية فقط. الشريط هو الحد المعلن مسبقًا "
     "والخط هو "
     "مجال 95 %."},
    {kGroup, "A", "الف", "أ"},
    {kAgainst, "B", "ب", "ب"},
    {kAllOthers, "all others", "همهٔ دیگران", "كل الآخرين"},
    {kCases, "Cases", "موارد", "الحالات"},
    {kRateA, "Rate of A", "نرخ الف", "معدل أ"},
    {kRateB, "Rate of B", "نرخ ب", "معدل ب"},
    {kDifference, "Difference in points", "اختلاف به واحد درصد", "الفرق بالنقاط"},
    {kAdjustedP, "p, adjusted", "p تعدیل‌شده", "p المعدلة"},
    {kVerdict, "Verdict", "نتیجه", "النتيجة"},
    {kHidden, "hidden, to protect small groups",
     "پنهان، برای حفاظت از گروه‌های کوچک",
     "محجوب لحماية المجموعات الصغيرة"},
    {kStrata, "Stratum by stratum", "لایه به لایه", "طبقة بطبقة"},
    {kStratum, "Stratum", "لایه", "الطبقة"},
    {kDifferent, "different", "متفاوت", "مختلف"},
    {kAlike, "alike within margin", "یکسان در محدودهٔ حد", "متماثل ضمن الحد"},
    {kCannotTell, "cannot tell", "نمی‌توان گفت", "لا يمكن الجزم"},
    {kThresholds, "Thresholds", "آستانه‌ها", "العتبات"},
    {kFollowers, "Followers", "دنبال‌کنندگان", "المتابعون"},
    {kPublished, "published", "منتشرشده", "معلنة"},
    {kPlacebo, "placebo", "ساختگی", "وهمية"},
    {kJump, "Jump in points", "جهش به واحد درصد", "القفزة بالنقاط"},
    {kHeaping, "Heaping, p", "انباشت، p", "التكدس، p"},
    {kNotComputed, "not computed", "محاسبه نشد", "لم يُحسب"},
    {kMatched, "Matched sets across languages",
     "مجموعه‌های همتا در زبان‌ها", "مجموعات متناظرة بين اللغات"},
    {kSets, "Sets", "مجموعه‌ها", "المجموعات"},
    {kTreatedAlike, "Treated alike", "یکسان رفتارشده", "عوملت بالمثل"},
    {kDivergent, "Not treated alike", "نایکسان رفتارشده", "لم تُعامل بالمثل"},
    {kLanguage, "Language", "زبان", "اللغة"},
    {kAgreement, "Agreement of reviewers", "توافق بازبین‌ها", "اتفاق المراجعين"},
    {kClause, "Clause", "بند", "البند"},
    {kAll, "all", "همه", "الكل"},
    {kAgreed, "Agreed", "هم‌رأی", "اتفقوا"},
    {kKappa, "Kappa", "کاپا", "كابا"},
    {kTime, "Time", "زمان", "الزمن"},
    {kToDecision, "report to decision", "از گزارش تا تصمیم", "من البلاغ إلى القرار"},
    {kToAnswer, "appeal to answer", "از اعتراض تا پاسخ", "من الطعن إلى الرد"},
    {kMedian, "Median", "میانه", "الوسيط"},
    {kMedianOthers, "Median of all others", "میانهٔ دیگران", "وسيط الآخرين"},
    {kOpen, "Open", "باز", "مفتوحة"},
    {kHours, "h", "ساعت", "س"},
    {kExceptions, "Exceptions", "استثناها", "الاستثناءات"},
    {kAppeals, "Appeals", "اعتراض‌ها", "الطعون"},
    {kReviewedAgain, "Unappealed decisions reviewed again",
     "تصمیم‌های بی‌اعتراض، بازبینی‌شده",
     "قرارات بلا طعن روجعت ثانية"},
    {kChanged, "Came out otherwise", "نتیجهٔ دیگر", "نتيجة مختلفة"},
    {kCoverage, "Coverage", "پوشش", "التغطية"},
    {kSampled, "Sampled", "نمونه", "العينة"},
    {kViolations, "Violations, estimated", "تخلف‌ها، برآورد", "المخالفات، تقديرًا"},
    {kEnforced, "Share acted on", "سهم رسیدگی‌شده", "النسبة المعالجة"},
    {kPrecedents, "Decisions on public office, with their precedents",
     "تصمیم‌ها دربارهٔ مقام‌های رسمی و پیشینه‌هایشان",
     "قرارات بشأن المناصب العامة وسوابقها"},
    {kAction, "Action", "اقدام", "الإجراء"},
    {kNearest, "Five nearest earlier cases", "پنج مورد نزدیک پیشین", "أقرب خمس حالات سابقة"},
    {kDecisions, "Decisions", "تصمیم‌ها", "القرارات"},
    {kCellsHidden, "cells hidden", "خانهٔ پنهان", "خلايا محجوبة"},
    {kTotal, "Total", "جمع", "المجموع"},
    {kLimits, "What this does not show", "آنچه این گزارش نشان نمی‌دهد",
     "ما لا يبينه هذا التقرير"},
    {kConformity, "Every decision made again", "هر تصمیم، دوباره گرفته‌شده",
     "كل قرار، متخذًا من جديد"},
    {kRecomputed, "Made again", "دوباره گرفته‌شده", "أُعيد اتخاذها"},
    {kIdentical, "Identical", "یکسان", "مطابقة"},
    {kNotRecomputable, "Could not be made again", "دوباره‌نشدنی", "تعذرت إعادتها"},
    {kFirstField, "First field that differs, or why not", "نخستین فیلد متفاوت، یا دلیل",
     "أول حقل مختلف، أو السبب"},
    {kSwap, "The same case with another author",
     "همان مورد با نویسنده‌ای دیگر", "الحالة نفسها بكاتب آخر"},
    {kSwaps, "Changes tried", "تغییرهای آزموده", "التغييرات المجرَّبة"},
    {kFlipsBarred, "Changed the outcome, and may not be read",
     "نتیجه را تغییر داد و نباید خوانده شود", "غيّر النتيجة ولا تجوز قراءته"},
    {kFlipsUnexplained, "Changed the outcome, unexplained",
     "نتیجه را تغییر داد، بی‌توضیح", "غيّر النتيجة بلا تفسير"},
    {kTrueRateBelow, "True rate below (95 %)", "نرخ واقعی کمتر از (۹۵ درصد)",
     "المعدل الحقيقي أقل من (95 %)"},
    {kAttribute, "Attribute that the rulebook names",
     "ویژگی‌ای که کتاب قواعد نام می‌برد", "صفة يسميها كتاب القواعد"},
    {kNamedBy, "Named by", "نام‌برده در", "يسميها"},
    {kExplained, "Changed the outcome, as the rulebook says",
     "نتیجه را تغییر داد، چنان که کتاب قواعد می‌گوید",
     "غيّر النتيجة كما يقول كتاب القواعد"},
    {kDemands, "Demands of states", "درخواست‌های دولت‌ها", "طلبات الدول"},
    {kState, "State", "دولت", "الدولة"},
    {kBody, "Body", "نهاد", "الجهة"},
    {kLaw, "Law cited", "قانون استنادشده", "القانون المستند إليه"},
    {kOutcome, "Outcome", "نتیجه", "النتيجة"},
    {kNetworks, "Networks: what was searched, and what came of it",
     "شبکه‌ها: چه جست‌وجو شد و چه به دست آمد",
     "الشبكات: ما الذي بُحث فيه وما نتج عنه"},
    {kDossiers, "Published dossiers", "پرونده‌های منتشرشده", "الملفات المنشورة"},
    {kDossier, "Dossier", "پرونده", "الملف"},
    {kAccountsActedOn, "Accounts in them, by role",
     "حساب‌های آن‌ها، بر پایهٔ نقش", "الحسابات فيها بحسب الدور"},
    {kCorrections, "Accounts that were no part of it (corrections)",
     "حساب‌هایی که بخشی از آن نبودند (اصلاح‌ها)",
     "حسابات لم تكن جزءًا منه (تصحيحات)"},
    {kAccountsSearched, "Accounts searched", "حساب‌های جست‌وجوشده",
     "الحسابات المبحوثة"},
    {kSearches, "Searches", "جست‌وجوها", "عمليات البحث"},
    {kNetworksFound, "Networks found", "شبکه‌های یافته", "الشبكات المكتشفة"},
    {kCandidates, "Candidates", "نامزدها", "المرشحة"},
    {kFellShort, "Fell short", "به خط نرسیدند", "لم تبلغ الحد"},
    {kShadow, "The same cases under another rulebook", "همان موارد زیر کتاب قواعدی دیگر",
     "الحالات نفسها بموجب كتاب قواعد آخر"},
    {kShadowNote,
     "Milder to the left of the middle, harsher to the right, with 95 % intervals. Rows of a "
     "table: what was done; columns: what the other rulebook gives.",
     "چپِ میانه ملایم‌تر و راستِ آن سخت‌تر، با بازه‌های ۹۵ درصد. سطرهای جدول: آنچه "
     "شد؛ "
     "ستون‌ها: آنچه کتاب دیگر می‌دهد.",
     "الأخف إلى يسار الوسط والأشد إلى يمينه، مع مجالات 95 %. صفوف الجدول: ما اتُّخذ؛ أعمدته: ما "
     "يعطيه الكتاب الآخر."},
    {kBefore, "Rulebook on record", "کتاب قواعد ثبت‌شده", "كتاب القواعد المسجل"},
    {kAfter, "The other rulebook", "کتاب قواعد دیگر", "كتاب القواعد الآخر"},
    {kMilder, "Milder", "ملایم‌تر", "أخف"},
    {kHarsher, "Harsher", "سخت‌تر", "أشد"},
    {kMeanSeverity, "Mean severity, before and after", "میانگین شدت، پیش و پس",
     "متوسط الشدة، قبل وبعد"},
    {kUndecided, "Cannot be decided by it", "با آن نمی‌توان تصمیم گرفت",
     "لا يمكن البت فيها به"},
    {kNotSaid, "not said", "گفته‌نشده", "غير مذكور"},
    {kNone, "none", "هیچ", "لا شيء"},
};

constexpr bool IsInOrder() {
  for (std::size_t i = 0; i < std::size(kWords); ++i) {
    if (static_cast<std::size_t>(kWords[i].word) != i) return false;
  }
  return std::size(kWords) == static_cast<std::size_t>(kNone) + 1;
}
static_assert(IsInOrder(), "the words stand in the order of PageWord");

}  // namespace

std::optional<PageLanguage> ParsePageLanguage(std::string_view tag) {
  if (tag == "en") return PageLanguage::kEnglish;
  if (tag == "fa") return PageLanguage::kPersian;
  if (tag == "ar") return PageLanguage::kArabic;
  return std::nullopt;
}

std::string_view Tag(PageLanguage language) {
  switch (language) {
    case PageLanguage::kPersian:
      return "fa";
    case PageLanguage::kArabic:
      return "ar";
    case PageLanguage::kEnglish:
      break;
  }
  return "en";
}

std::string_view Direction(PageLanguage language) {
  return language == PageLanguage::kEnglish ? "ltr" : "rtl";
}

std::string_view Say(PageLanguage language, PageWord word) {
  const Words& words = kWords[static_cast<std::size_t>(word)];
  switch (language) {
    case PageLanguage::kPersian:
      return words.persian;
    case PageLanguage::kArabic:
      return words.arabic;
    case PageLanguage::kEnglish:
      break;
  }
  return words.english;
}

std::string_view Say(PageLanguage language, ParityVerdict verdict) {
  switch (verdict) {
    case ParityVerdict::kDifferent:
      return Say(language, kDifferent);
    case ParityVerdict::kAlikeWithinMargin:
      return Say(language, kAlike);
    case ParityVerdict::kCannotTell:
      break;
  }
  return Say(language, kCannotTell);
}

}  // namespace evenhand::even
