#pragma once

// What the register says of an entry, in words of one language: its service, days, status, doubt.

#include <string>
#include <string_view>

#include "page/access_words.h"
#include "page/words.h"
#include "register/answer.h"
#include "register/services.h"

namespace evenhand::page {

class AccessSpeech {
 public:
  // `services` must outlive it.
  AccessSpeech(std::string_view language, const access::ServiceList& services);

  Language frame() const { return frame_; }
  std::string_view language() const { return Tag(frame_); }

  std::string_view Say(AccessWord what) const { return SayOfAccess(frame_, what); }
  std::string Service(std::string_view id) const;
  std::string Day(access::Day day) const;
  // One day, or "between … and …".
  std::string Days(const access::DayPair& days) const;
  std::string Since(const access::Beginning& from) const;
  // Of an entry that ended also how good it was before.
  std::string Status(const access::Entry& entry) const;
  // "perhaps: contested"; empty for what is sure.
  std::string Doubt(const access::Answer& answer) const;

 private:
  Language frame_;
  const access::ServiceList& services_;
};

}  // namespace evenhand::page
