#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "carry/letter.h"
#include "fixture.h"

namespace evenhand::docket {
namespace {

class Letters : public DocketFixture {
 protected:
  AppealLetter Letter(const std::string& decision, const std::string& words, policy::Time at) {
    return {.decision = decision, .words = words, .at = at};
  }
  Result<ReceivedLetter> Receive(const std::string& decision, const std::string& words,
                                 policy::Time at) {
    return docket_->ReceiveLetter(Letter(decision, words, at));
  }
  std::vector<std::string> Words(const std::string& appeal) {
    std::vector<std::string> words;
    const auto all = docket_->WordsOf(appeal);
    EXPECT_TRUE(all) << all.error().message;
    for (const AppealWords& one : *all) words.push_back(one.words);
    return words;
  }
};

TEST_F(Letters, CountOnce) {
  ASSERT_TRUE(Decide("d1", "label_level", Day(1)));
  const auto first = Receive("d1", "نقل قول بود", Day(2));
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(first->effect, LetterEffect::kFiled);
  const std::int64_t events = Events();
  for (int day = 2; day < 300; day += 50) {
    const auto again = Receive("d1", "نقل قول بود", Day(day));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->effect, LetterEffect::kSame);
    // The receipt is made from these, and so is the same.
    EXPECT_EQ(again->received, Day(2));
    EXPECT_EQ(again->words_hash, first->words_hash);
    EXPECT_EQ(again->appeal.due, first->appeal.due);
  }
  EXPECT_EQ(Events(), events);
}

TEST_F(Letters, OtherWordsAreANewVersionThenFactsThenTooLate) {
  ASSERT_TRUE(Decide("d1", "label_level", Day(1)));
  ASSERT_TRUE(Receive("d1", "one", Day(2)));
  EXPECT_EQ(Receive("d1", "two", Day(3))->effect, LetterEffect::kNewest);
  ASSERT_TRUE(docket_->AssignAppeal("d1/1", "r9", Day(4)));
  EXPECT_EQ(Receive("d1", "three", Day(5))->effect, LetterEffect::kAddition);
  EXPECT_EQ(Receive("d1", "two", Day(5))->effect, LetterEffect::kSame);
  EXPECT_EQ(Words("d1/1"), (std::vector<std::string>{"one", "two", "three"}));
  ASSERT_TRUE(docket_->AnswerAppeal({.appeal = "d1/1",
                                     .outcome = policy::AppealState::kUpheld,
                                     .reviewer = "r9",
                                     .reason = "so",
                                     .at = Day(6)}));
  ExpectRefused(Receive("d1", "four", Day(7)), "nothing can be added");
  // The same as before still gives its receipt.
  EXPECT_EQ(Receive("d1", "three", Day(7))->effect, LetterEffect::kSame);
}

class NotMine : public Letters {
 protected:
  Result<MarkedNotMine> Mark(std::vector<std::int64_t> numbers, policy::Time at,
                             const std::string& own = "") {
    return docket_->MarkNotMine(
        {.decision = "d1",
         .numbers = std::move(numbers),
         .words_hash = own.empty() ? "" : carry::WordsHash({.words = carry::PlainWords(own)}),
         .at = at});
  }
  // Which of them are marked, and since when.
  std::string Marks(const std::string& decision = "d1") {
    std::string marks;
    const auto all = docket_->WordsFor(decision);
    for (const AppealWords& one : *all)
      marks += std::to_string(one.number) +
               (one.not_mine ? "@" + policy::FormatTime(*one.not_mine).substr(8, 2) : "") + " ";
    return marks;
  }
};

TEST_F(NotMine, IsKeptOnceAndTakesNothingAway) {
  ASSERT_TRUE(Decide("d1", "deletion_level", Day(1)));
  ASSERT_TRUE(Receive("d1", "a stranger's", Day(2)));
  ASSERT_TRUE(Receive("d1", "mine", Day(3)));
  const auto marked = Mark({1}, Day(4), "mine");
  ASSERT_TRUE(marked) << marked.error().message;
  EXPECT_FALSE(marked->was_there);
  EXPECT_EQ(marked->appeal.id, "d1/1");
  EXPECT_EQ(Marks(), "1@05 2 ");
  const std::int64_t events = Events();
  for (const int day : {4, 5, 50}) {
    const auto again = Mark({1}, Day(day));
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->was_there);
    EXPECT_EQ(again->marked, Day(4));  // a receipt is made from it
  }
  EXPECT_EQ(Events(), events);
  EXPECT_EQ(Words("d1/1"), (std::vector<std::string>{"a stranger's", "mine"}));
  // The queue, the deadline and the state are as before.
  EXPECT_EQ(docket_->OpenAppeals(Day(4))->size(), 1U);
}

TEST_F(NotMine, IsOnlySaidOfWhatCame) {
  ASSERT_TRUE(Decide("d1", "label_level", Day(1)));
  ExpectRefused(Mark({1}, Day(2)), "0 came until now");
  ASSERT_TRUE(Receive("d1", "one", Day(2)));
  for (const std::int64_t number : {0, -1, 2}) {
    ExpectRefused(Mark({number}, Day(3)), "there is no text");
  }
  ExpectRefused(Mark({1}, Day(3), "one"), "says itself");
  // All or none.
  ExpectRefused(Mark({1, 7}, Day(3)), "there is no text 7");
  EXPECT_EQ(Marks(), "1 ");
  ASSERT_TRUE(docket_->AssignAppeal("d1/1", "r9", Day(4)));
  EXPECT_TRUE(Mark({1}, Day(5)));
  ASSERT_TRUE(Receive("d1", "two", Day(5)));
  ASSERT_TRUE(docket_->AnswerAppeal({.appeal = "d1/1",
                                     .outcome = policy::AppealState::kUpheld,
                                     .reviewer = "r9",
                                     .reason = "so",
                                     .at = Day(6)}));
  ExpectRefused(Mark({2}, Day(7)), "nothing can be said of it");
  EXPECT_TRUE(Mark({1}, Day(7))->was_there);
  EXPECT_FALSE(docket_->MarkNotMine({.decision = "d9", .numbers = {1}, .at = Day(8)}));
}

// The numbers go on with a second appeal, so that a letter that comes again never means another
// text than it meant.
TEST_F(NotMine, NumbersOfADecisionNeverChange) {
  ASSERT_TRUE(Decide("d1", "label_level", Day(1)));
  ASSERT_TRUE(docket_->ReceiveLetter(
      {.decision = "d1", .words = "one", .new_facts = "already", .at = Day(2)}));
  ASSERT_TRUE(Mark({1}, Day(3)));
  ASSERT_TRUE(docket_->AssignAppeal("d1/1", "r9", Day(3)));
  ASSERT_TRUE(docket_->AnswerAppeal({.appeal = "d1/1",
                                     .outcome = policy::AppealState::kUpheld,
                                     .reviewer = "r9",
                                     .reason = "so",
                                     .at = Day(4)}));
  ASSERT_TRUE(docket_->ReceiveLetter(
      {.decision = "d1", .words = "two", .new_facts = "printed", .at = Day(5)}));
  EXPECT_TRUE(Mark({1}, Day(6))->was_there);
  EXPECT_EQ(Marks(), "1@04 2 ");
  EXPECT_EQ(docket_->WordsOf("d1/2")->front().number, 2);
  EXPECT_EQ(Mark({2}, Day(6))->appeal.id, "d1/2");
}

class SecondLetters : public Letters {
 protected:
  void SetUp() override {
    Letters::SetUp();
    ASSERT_TRUE(Decide("d1", "deletion_level", Day(1)));
    ASSERT_TRUE(Receive("d1", "a quotation", Day(2)));
    ASSERT_TRUE(docket_->AssignAppeal("d1/1", "r9", Day(3)));
  }
  void Answer(const std::string& appeal, const std::string& reviewer, policy::Time at) {
    ASSERT_TRUE(docket_->AnswerAppeal({.appeal = appeal,
                                       .outcome = policy::AppealState::kUpheld,
                                       .reviewer = reviewer,
                                       .reason = "so",
                                       .at = at}));
  }
  Result<ReceivedLetter> Again(const std::string& facts, policy::Time at) {
    return docket_->ReceiveLetter(
        {.decision = "d1", .words = "see for yourself", .new_facts = facts, .at = at});
  }
};

TEST_F(SecondLetters, AppealOnceMoreWithNewFacts) {
  Answer("d1/1", "r9", Day(4));
  ExpectRefused(Again("", Day(5)), "nothing can be added");
  const auto second = Again("the paper has printed it", Day(5));
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_EQ(second->effect, LetterEffect::kFiled);
  EXPECT_EQ(second->appeal.id, "d1/2");
  EXPECT_EQ(Words("d1/2"),
            std::vector<std::string>{"the paper has printed it\n\nsee for yourself"});
  const std::int64_t events = Events();
  for (const int day : {5, 6, 40}) {
    const auto same = Again("the paper has printed it", Day(day));
    ASSERT_TRUE(same) << same.error().message;
    EXPECT_EQ(same->effect, LetterEffect::kSame);
    EXPECT_EQ(same->appeal.id, "d1/2");
    EXPECT_EQ(same->words_hash, second->words_hash);
    EXPECT_EQ(same->received, Day(5));
  }
  // The first one's letter is still known as the first one's.
  EXPECT_EQ(Receive("d1", "a quotation", Day(7))->appeal.id, "d1/1");
  EXPECT_EQ(Events(), events);
  ExpectRefused(docket_->AssignAppeal("d1/2", "r9", Day(8)), "another person decides");
  ASSERT_TRUE(docket_->AssignAppeal("d1/2", "r8", Day(8)));
  EXPECT_EQ(Again("and a witness has spoken", Day(9))->effect, LetterEffect::kAddition);
  Answer("d1/2", "r8", Day(10));
  ExpectRefused(Again("a third time", Day(11)), "appealed twice (13)");
  EXPECT_EQ(Again("the paper has printed it", Day(11))->effect, LetterEffect::kSame);
}

TEST_F(SecondLetters, ThatNameFactsWhileTheFirstIsOpenAreFurtherFactsOfIt) {
  const auto more = Again("the paper has printed it", Day(4));
  ASSERT_TRUE(more) << more.error().message;
  EXPECT_EQ(more->effect, LetterEffect::kAddition);
  EXPECT_EQ(more->appeal.id, "d1/1");
  EXPECT_EQ(Words("d1/1").back(), "the paper has printed it\n\nsee for yourself");
}

TEST_F(SecondLetters, ThatComeLateAreAskedAndThenRefused) {
  Answer("d1/1", "r9", Day(4));
  const policy::Time late = policy::FilingPeriodEnds(Day(4), {}, false) + std::chrono::days(1);
  EXPECT_EQ(Again("printed", late)->effect, LetterEffect::kAsked);
  AppealLetter never_cut_off{.decision = "d1",
                             .words = "see for yourself",
                             .new_facts = "printed",
                             .cut_offs = std::vector<policy::CutOff>(),
                             .at = late};
  ExpectRefused(docket_->ReceiveLetter(never_cut_off), "the period ended at");
}

TEST_F(Letters, WordsThatCameByAFormAreTheSameByLetter) {
  ASSERT_TRUE(Decide("d1", "label_level", Day(1)));
  ASSERT_TRUE(
      docket_->FileAppeal({.decision = "d1", .words = "  It was a quotation\n", .at = Day(2)}));
  const auto letter = Receive("d1", "It was a quotation", Day(3));
  EXPECT_EQ(letter->effect, LetterEffect::kSame);
  EXPECT_EQ(letter->received, Day(2));
  EXPECT_EQ(docket_->WordsOf("d1/1")->size(), 1U);
}

TEST_F(Letters, AreRefusedWithTheReason) {
  ExpectRefused(Receive("d9", "words", Day(2)), "no decision");
  ASSERT_TRUE(Decide("d1", "none", Day(1)));
  ExpectRefused(Receive("d1", "words", Day(2)), "cannot be appealed");
}

TEST_F(Letters, ANewIssueIsTheNextNumber) {
  ASSERT_TRUE(Decide("d1", "label_level", Day(1)));
  EXPECT_EQ(*docket_->CodeIssue("d1", "appeal"), 1);
  EXPECT_EQ(*docket_->CodeIssue("nothing", "appeal"), 1);
  EXPECT_EQ(*docket_->ReissueCode("d1", "appeal", Day(2)), 2);
  EXPECT_EQ(*docket_->CodeIssue("d1", "appeal"), 2);
  EXPECT_EQ(*docket_->CodeIssue("d1", "comply"), 1);
  ExpectRefused(docket_->ReissueCode("nothing", "appeal", Day(2)), "no decision");
  EXPECT_TRUE(docket_->AccountNamed("ann"));
}

// However letters are shuffled, doubled and lost on the way: every one that arrived is there once,
// in an appeal of its own decision, and nothing else is.
TEST_F(Letters, AnyOrderOfDeliveryLosesNothingAndDoublesNothing) {
  std::mt19937 random(3);
  constexpr int kRounds = 1'000;
  for (int round = 0; round < kRounds; ++round) {
    Publish("health-misinformation-2021");
    std::vector<AppealLetter> sent;
    const int decisions = 1 + static_cast<int>(random() % 3);
    for (int d = 0; d < decisions; ++d) {
      const std::string id = "d" + std::to_string(d);
      ASSERT_TRUE(Decide(id, "label_level", Day(1), "account-" + std::to_string(d % 2)));
      for (unsigned v = 0; v <= random() % 3; ++v)
        sent.push_back(Letter(id, "words " + std::to_string(v), {}));
    }
    std::vector<AppealLetter> arriving;
    for (const AppealLetter& letter : sent) {
      for (unsigned copies = random() % 4; copies > 0; --copies) arriving.push_back(letter);
    }
    std::ranges::shuffle(arriving, random);
    std::map<std::string, std::set<std::string>> arrived;
    std::map<std::string, policy::Time> receipts;
    int hour = 48;
    for (AppealLetter& letter : arriving) {
      letter.at = Hour(hour++);
      const bool is_new = arrived[letter.decision].insert(letter.words).second;
      const auto received = docket_->ReceiveLetter(letter);
      ASSERT_TRUE(received) << received.error().message;
      EXPECT_EQ(received->effect == LetterEffect::kSame, !is_new);
      const auto receipt =
          receipts.emplace(letter.decision + letter.words, received->received).first;
      EXPECT_EQ(receipt->second, received->received);
    }
    EXPECT_EQ(docket_->OpenAppeals(Hour(hour))->size(), arrived.size());
    for (const auto& [decision, words] : arrived) {
      const auto there = Words(decision + "/1");
      EXPECT_EQ(std::set(there.begin(), there.end()), words);
      EXPECT_EQ(there.size(), words.size());
    }
  }
}

class RecordedLetters : public RecordedFixture {};
TEST_F(RecordedLetters, StayInARecordThatIsWhole) {
  Publish("health-misinformation-2021");
  Reopen();
  ASSERT_TRUE(docket_->Publish(ShippedYaml("health-misinformation-2021"), Day(0)));
  ASSERT_TRUE(Decide("d1", "label_level", Day(1)));
  ASSERT_TRUE(docket_->ReceiveLetter({.decision = "d1", .words = "one", .at = Day(2)}));
  ASSERT_TRUE(docket_->ReceiveLetter({.decision = "d1", .words = "two", .at = Day(3)}));
  ASSERT_TRUE(docket_->ReissueCode("d1", "appeal", Day(3)));
  Reopen();
  EXPECT_EQ(docket_->WordsOf("d1/1")->size(), 2U);
  int letters = 0;
  ASSERT_TRUE(docket_->EachLetter({}, [&](const LetterOnRecord& letter) {
    EXPECT_EQ(letter.decided, Day(1));
    ++letters;
  }));
  EXPECT_EQ(letters, 2);
}

}  // namespace
}  // namespace evenhand::docket
