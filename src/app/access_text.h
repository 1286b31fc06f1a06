#pragma once

// Answers of the register of limits on access as text for people, JSON and CSV.

#include <string>
#include <string_view>
#include <vector>

#include "codec/json_out.h"
#include "register/answer.h"
#include "register/asymmetry.h"
#include "register/register.h"

namespace evenhand::app {

struct Answers {
  access::Day day = {};
  std::vector<access::AnswerRow> rows = {};
  std::size_t states = 0;  // that the register covers
};

std::string AnswersText(const Answers& answers);
// The same with the sources of each row.
std::string AnswersWithSourcesText(const Answers& answers);
std::string AnswersJson(const Answers& answers);
std::string AnswersCsv(const Answers& answers);

// The entries of a state with a drawn time line, their sources, notes, plans and challenges.
std::string HistoryText(const access::Register& known, std::string_view state);
std::string HistoryJson(const access::Register& known, std::string_view state);

std::string AsymmetryText(const access::Asymmetry& asymmetry, access::Day day, std::size_t states);
std::string AsymmetryJson(const access::Asymmetry& asymmetry, access::Day day, std::size_t states);
std::string AsymmetryCsv(const access::Asymmetry& asymmetry, access::Day day);

// "label", the sentence on an account (page/access_label.h) in English, and "labels", in every
// language; into an object that is open.
void AppendLabelJson(const access::AnswerRow& closed, codec::JsonOut* out);

// One row for each service of a state, a column for each year (or each month, of two years or
// less): █ yes, ▒ maybe, · no, by the strongest answer of its days.
std::string TimelineText(const access::Register& known, std::string_view state);

// Every source and denial of every entry, one a row.
std::string SourcesCsv(const access::Register& known);

// What a list of entries is worth: "the register covers 16 states; what is missing here is not
// open".
std::string CoverageLine(std::size_t states);

}  // namespace evenhand::app
