#include "coordination/any_trace.h"

#include <string>
#include <tuple>

namespace evenhand::coordination {
namespace {

using model::Shares;
using model::Trace;

// The rarest thing of a post so far.
struct Rarest {
  std::uint32_t accounts = 0;  // that put it out; 0: nothing
  Trace trace = Trace::kObject;
  std::uint32_t row = 0;
};

class Combining {
 public:
  Combining(const std::map<Trace, Shares>& traces, const Audience& audience)
      : traces_(traces), audience_(audience) {}

  AnyTrace Run() && {
    for (const auto& [trace, shares] : traces_) Look(trace, shares);
    for (const Rarest& rarest : posts_)
      if (rarest.accounts > 0) Add(rarest);
    return std::move(any_);
  }

 private:
  void Look(Trace trace, const Shares& shares) {
    std::vector<std::uint32_t> accounts_on;
    for (std::uint32_t object = 0; object < shares.objects.size(); ++object)
      accounts_on.push_back(audience_.AccountsOn(trace, object));
    const std::vector<std::uint32_t> content_of = shares.contents.FindAll(shares.objects);
    std::string name;
    for (std::uint32_t row = 0; row < shares.size(); ++row) {
      const std::uint32_t object = shares.object[row];
      if (accounts_on[object] < 2 || content_of[object] == shares.content[row]) continue;
      // A content of several accounts is a post of each.
      name.assign(shares.contents.Name(shares.content[row])).push_back('\0');
      name.append(shares.accounts.Name(shares.account[row]));
      const std::uint32_t post = numbers_.Number(name);
      if (post == posts_.size()) posts_.emplace_back();
      Rarest& rarest = posts_[post];
      const auto rank = [&](const Rarest& one) {
        return std::tuple(one.accounts, one.trace, traces_.at(one.trace).object[one.row]);
      };
      const Rarest next{.accounts = accounts_on[object], .trace = trace, .row = row};
      if (rarest.accounts == 0 || rank(next) < rank(rarest)) rarest = next;
    }
  }

  void Add(const Rarest& rarest) {
    const Shares& from = traces_.at(rarest.trace);
    const std::uint32_t object = from.object[rarest.row];
    object_name_.assign(model::NameOf(rarest.trace)).push_back('\0');
    object_name_.append(from.objects.Name(object));
    any_.shares.Add(object_name_, from.accounts.Name(from.account[rarest.row]),
                    from.contents.Name(from.content[rarest.row]), from.time_ms[rarest.row]);
    if (any_.objects.size() < any_.shares.objects.size())
      any_.objects.emplace_back(rarest.trace, object);
  }

  const std::map<Trace, Shares>& traces_;
  const Audience& audience_;
  NameTable numbers_;
  std::vector<Rarest> posts_;
  std::string object_name_;
  AnyTrace any_;
};

}  // namespace

AnyTrace Combine(const std::map<Trace, Shares>& traces, const Audience& audience) {
  return Combining(traces, audience).Run();
}

}  // namespace evenhand::coordination
