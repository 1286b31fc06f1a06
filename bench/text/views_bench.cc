// Views against ICU's plain NFKC_Casefold of the same posts, from one run. Ratios: `./run bench
// text`.

#include <benchmark/benchmark.h>
#include <unicode/bytestream.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "text/normalizers.h"
#include "text/phrase.h"
#include "text/skeleton.h"
#include "text/slogan.h"
#include "text/views.h"

namespace evenhand::text {
namespace {

// Posts as people write them: five languages, joints, vowels, emoji, links, some shouting.
const std::vector<std::string>& Posts() {
  static const std::vector<std::string> kPosts = {
      "امروز رفتیم کنار رودخانه و عکس‌های خیلی خوبی گرفتیم 🌿 جای همه خالی بود، دفعهٔ بعد حتماً "
      "بیایید",
      "كتاب جديد نشر شد! از فردا در کتاب‌فروشی‌ها 📚 "
      "https://example.com/ketab",
      "مَرحَباً بكم في المعرض، الدخول مجاني يوم الجمعة من الساعة ١٠ صباحاً حتى ٦ مساءً",
      "Сегодня открылась выставка молодых художников, вход свободный до конца недели. Приходите!",
      "¡Qué día más bonito! Mañana volvemos a la montaña con los niños ☀️ ¿quién se apunta?",
      "Just finished reading the whole thread — what a ride. Full notes in the link below 👇",
      "The library is open late tonight, bring your own tea. No booking needed, everyone welcome.",
      "FREE cr¥pto g1veaway!!! claim n0w → https://example.net/x?ref=12",
  };
  return kPosts;
}

std::size_t TotalBytes() {
  std::size_t total = 0;
  for (const std::string& post : Posts()) total += post.size();
  return total;
}

template <class Work>
void Run(benchmark::State& state, Work work) {
  for (auto _ : state) {
    for (const std::string& post : Posts()) benchmark::DoNotOptimize(work(post));
  }
  const auto iterations = static_cast<std::size_t>(state.iterations());
  state.SetBytesProcessed(static_cast<std::int64_t>(iterations * TotalBytes()));
}

std::string PlainCasefold(const std::string& post) {
  std::string folded;
  icu::StringByteSink<std::string> sink(&folded);
  UErrorCode status = U_ZERO_ERROR;
  Casefold().normalizeUTF8(0, post, sink, nullptr, status);
  if (U_FAILURE(status)) std::abort();
  return folded;
}

void BM_IcuCasefold(benchmark::State& state) { Run(state, &PlainCasefold); }
BENCHMARK(BM_IcuCasefold);

void BM_View(benchmark::State& state, View view) {
  Run(state, [view](const std::string& post) { return Key(view, post); });
}
BENCHMARK_CAPTURE(BM_View, K1, View::kCasefold);
BENCHMARK_CAPTURE(BM_View, K2, View::kKey);
BENCHMARK_CAPTURE(BM_View, EF, View::kFinglish);

void BM_Skeleton(benchmark::State& state) {
  Run(state, [](const std::string& post) { return Skeleton(post); });
}
BENCHMARK(BM_Skeleton);

void BM_HasPhrase(benchmark::State& state) {
  const Phrase phrase = *Phrase::Parse("کتاب~فروشی~ها");
  Run(state, [&](const std::string& post) { return phrase.In(post); });
}
BENCHMARK(BM_HasPhrase);

void BM_Slogan(benchmark::State& state) {
  const SloganReader reader = *SloganReader::Make();
  Run(state, [&](const std::string& post) { return reader.Read(post); });
}
BENCHMARK(BM_Slogan);

}  // namespace
}  // namespace evenhand::text
