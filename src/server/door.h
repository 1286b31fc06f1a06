#pragma once

// The open door: a published site, and the forms with which people answer what is in it, as one
// function from request to response. This is the file to read first.
//
//   GET  /…                        the published folder (site_files.h)
//   GET  /LANG/code, appeal, comply, report,
//        challenge(?entry=ID)                    the forms; where a copy of the site has
//                                                instructions
//   POST the same                                what comes of them: the decision, or the signed
//                                                receipt
//   GET  /LANG/asymmetry?at=DAY, …/asymmetry/IR, …/outages      the register on a day
//                                                (day_desk.h)
//   the same with .txt                           the form as text, with the command that sends it;
//                                                what is sent there is answered as text
//
// What is behind a code is sent with `no-store`, as it is, padded to one of a few sizes. A code
// that is wrong and a decision that is not there get the same bytes at the same time after they
// were asked for: kWrongAfter, and kLateAfter beyond the day's limits; a right code never waits.
//
// A reader leaves no trace: no log of requests exists, and what is counted says nothing of one
// (counters.h). What fails inside is told to `failed` by its
// kind and the page's, without anything that was sent.
//
// Thread: GET and HEAD on one, everything else on another (net/http_server.h).

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "net/http.h"
#include "server/counters.h"
#include "server/day_desk.h"
#include "server/desk.h"
#include "server/pages.h"
#include "server/site_files.h"

namespace evenhand::server {

inline constexpr std::chrono::milliseconds kWrongAfter{400};
inline constexpr std::chrono::milliseconds kLateAfter{10'000};
// The sizes of answers; the first three hold everything but long texts that come back.
inline constexpr std::size_t kPaddedSizes[] = {4'096, 8'192, 12'288, 20'480, 40'960};

struct DoorOptions {
  std::string site = {};                    // the published folder
  std::vector<std::string> languages = {};  // of it; at least one
  SiteRules pages = {};                     // what goes with a published page
  SiteRules forms = {};                     // with a page that has a form
  // "https://example.org", and others by which the same site is reached. A form is sent to the one
  // by which its page was asked for, else to the first; none: to where the page came from.
  std::vector<std::string> addresses = {};
  std::string onion = {};  // "….onion": the same pages there; empty: none
  std::function<policy::Time()> now = {};
  std::function<void(std::string_view page, const Error&)> failed = {};
  Counters* counters = nullptr;  // none: nothing is counted; must outlive the door
};

class Door {
 public:
  // `desk` must outlive it.
  Door(DoorOptions options, Desk* desk);

  net::Response Answer(const net::Request& request);

 private:
  void Count(const net::Request& request) const;
  net::Response Get(const net::Request& request);
  net::Response GetForm(const FormRoute& form, const net::Request& request) const;
  // A page that was asked for without a language: the ways to it in each. Nothing: there is none.
  std::optional<net::Response> GetChoice(const std::string& path, const net::Request& request);
  // Nothing: the site has no register.
  std::optional<net::Response> GetDay(const DayRoute& day, const net::Request& request);
  net::Response Post(const net::Request& request);
  net::Response PostCode(const PageFrame& frame, const Typed& typed);
  net::Response PostLetter(const PageFrame& frame, FormPage form, const Typed& typed);
  net::Response PostChallenge(const PageFrame& frame, const Typed& typed);
  // What is said of letters that the desk took or did not.
  net::Response Replied(const PageFrame& frame, FormPage form, const Typed& typed,
                        const std::vector<Reply>& replies) const;
  net::Response PostReport(const PageFrame& frame, const Typed& typed);
  net::Response Failed(const PageFrame& frame, FormPage form, const Typed& typed,
                       const Error& error);
  net::Response Again(const PageFrame& frame, FormPage form, const Typed& typed,
                      std::string_view problem, int status = 422) const;
  net::Response Private(const PageFrame& frame, std::string html, int status = 200) const;
  PageFrame FrameFor(const std::string& language, const net::Request& request,
                     bool is_text = false) const;
  bool IsOnion(const net::Request& request) const;
  std::string BaseFor(const net::Request& request) const;

  const DoorOptions options_;
  Desk& desk_;
  SiteFiles files_;
  DayDesk days_;
};

// The languages in which a folder is published. Errors: kNotFound when it is no site.
Result<std::vector<std::string>> LanguagesOfSite(const std::string& directory);

}  // namespace evenhand::server
