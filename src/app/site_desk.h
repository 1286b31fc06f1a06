#pragma once

// The desk behind a site's forms: a docket on disk, opened for each thing that is taken in and let
// go again, so that every other command works beside a server.

#include <string>

#include "app/docket_dir.h"
#include "app/letter_desk.h"
#include "record/sign.h"
#include "server/desk.h"

namespace evenhand::app {

// Reports through the form, of everybody in all; later ones are asked to come tomorrow.
inline constexpr int kMostReportsOfDay = 5'000;

// What a form, or a letter written back, says of it.
server::Reply ReplyOf(DeskAnswer answer);

class SiteDesk final : public server::Desk {
 public:
  // `service` is the id of this service in the register of limits on access, if it has one.
  SiteDesk(DocketOptions options, record::SigningKey key, std::string service = {})
      : options_(std::move(options)), key_(std::move(key)), service_(std::move(service)) {}

  Result<server::Opened> Open(std::string_view decision, std::string_view code,
                              std::string_view language, policy::Time at) override;
  Result<server::Reply> Take(const carry::Letter& letter, policy::Time at) override;
  Result<std::vector<server::Reply>> TakePasted(std::string_view bytes, policy::Time at) override;
  Result<server::Reply> Report(const server::ReportForm& report, policy::Time at) override;

 private:
  const DocketOptions options_;
  const record::SigningKey key_;
  const std::string service_;
  std::chrono::sys_days reports_day_ = {};
  int reports_ = 0;
};

}  // namespace evenhand::app
