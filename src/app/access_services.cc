// `evenhand access services`: the lists that the register rests on: services with their names over
// time, and states that hang on one network.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/access_commands.h"
#include "app/access_store.h"
#include "app/command_line.h"
#include "codec/json_out.h"
#include "register/services.h"

namespace evenhand::app {
namespace {

struct Lists {
  access::ServiceList services = {};
  std::vector<access::SingleProvider> single = {};
};

Result<Lists> Load() {
  Lists lists;
  EVENHAND_ASSIGN(lists.services, ShippedServices());
  EVENHAND_ASSIGN(lists.single, access::ReadSingleProviders(ShippedSingleProvidersCsv()));
  return lists;
}

std::string DayText(const std::optional<access::Day>& day) {
  return day ? access::FormatDay(*day) : std::string();
}

std::string Text(const Lists& lists) {
  std::string out = fmt::format("services, list {}\n", lists.services.version);
  for (const access::Service& service : lists.services.services) {
    out += "  " + service.id + ":";
    for (const access::ServiceName& name : service.names)
      out += fmt::format("{} {}{}", &name == service.names.data() ? "" : ";", name.name,
                         name.since ? " since " + DayText(name.since) : "");
    const std::vector<std::string>& domains = service.names.back().domains;
    const bool is_unsourced = !domains.empty() && service.names.back().sources.empty();
    out += domains.empty() ? "\n"
                           : fmt::format("  ({}{})\n", fmt::join(domains, ", "),
                                         is_unsourced ? "; without a source" : "");
  }
  out += "states that hang on one network\n";
  for (const access::SingleProvider& one : lists.single)
    out += fmt::format("  {}: AS{}, {} to {}  {}\n", one.state, one.network, DayText(one.from),
                       DayText(one.to), one.source);
  return out;
}

std::string Json(const Lists& lists) {
  codec::JsonOut out;
  const auto words = [&](const char* key, const std::vector<std::string>& all) {
    out.Key(key).Open('[');
    for (const std::string& word : all) out.String(word);
    out.Close(']');
  };
  out.Open('{').Key("version").Int(lists.services.version).Key("services").Open('[');
  for (const access::Service& service : lists.services.services) {
    out.Open('{').Key("id").String(service.id).Key("names").Open('[');
    for (const access::ServiceName& name : service.names) {
      out.Open('{').Key("name").String(name.name).Key("since").String(DayText(name.since));
      words("domains", name.domains);
      words("tests", name.tests);
      words("sources", name.sources);
      out.Close('}');
    }
    out.Close(']').Close('}');
  }
  out.Close(']').Key("single_provider").Open('[');
  for (const access::SingleProvider& one : lists.single) {
    out.Open('{')
        .Key("state")
        .String(one.state)
        .Key("network")
        .Int(one.network)
        .Key("from")
        .String(DayText(one.from))
        .Key("to")
        .String(DayText(one.to));
    out.Key("source").String(one.source).Key("note").String(one.note).Close('}');
  }
  out.Close(']').Close('}');
  return out.text() + "\n";
}

}  // namespace

void AddAccessServices(CLI::App& group, Session* session) {
  CLI::App* command = AddCommand(group, "services",
                                 "The lists behind the register: services, their names over time "
                                 "and domains; states that hang on one network",
                                 "  evenhand access services");
  auto format = std::make_shared<std::string>("text");
  AddFormat(command, format.get());
  OnCall(command, session, [format]() -> Result<void> {
    EVENHAND_ASSIGN(const Lists lists, Load());
    Print(*format == "json" ? Json(lists) : Text(lists));
    return {};
  });
}

}  // namespace evenhand::app
