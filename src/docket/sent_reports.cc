#include "docket/sent_reports.h"

#include <algorithm>

namespace evenhand::docket {

void SentReports::Add(policy::Time at) {
  ++sent_;
  last_ = std::max(last_, at);
}

void SentReports::Judge(bool unfounded, policy::Time at) { judged_.push_back({at, unfounded}); }
void SentReports::Warn(policy::Time at) { warned_ = since_ = at; }

void SentReports::Suspend(policy::Time at, policy::Time until) {
  since_ = at;
  suspended_until_ = until;
}

SentReports::Share SentReports::ShareAt(policy::Time at) const {
  Share share;
  for (const Judged& one : judged_) {
    if (one.at > at || one.at + kMisuseWindow <= at || one.at <= since_) continue;
    ++share.judged;
    share.unfounded += one.unfounded ? 1 : 0;
  }
  return share;
}

}  // namespace evenhand::docket
