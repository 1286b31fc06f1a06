// Calls: the function exists, its arguments are known and all there, constants are constant, and
// the function's own check is content.

#include <fmt/format.h>

#include <algorithm>

#include "sml/check_state.h"
#include "sml/constants.h"

namespace evenhand::sml {
namespace {

constexpr std::string_view kCheck = "ValidateCallKwargs";

// What a function's own check sees of one call.
class Check final : public CallCheck {
 public:
  Check(CheckState* state, const CallSite& site, const Signature& signature,
        const CheckedCall& checked)
      : state_(*state), site_(site), signature_(signature), checked_(checked) {}

  bool ok() const { return ok_; }

  const Expr& call() const override { return *site_.call; }
  const Statement& statement() const override { return *state_.At(site_.statement).statement; }
  bool is_direct() const override { return site_.is_direct; }

  const Expr* Argument(std::string_view name) const override {
    if (const Parameter* parameter = signature_.Find(name)) {
      return checked_.arguments[static_cast<std::size_t>(parameter - signature_.parameters.data())];
    }
    for (std::size_t i = 0; i < checked_.extra_names.size(); ++i) {
      if (checked_.extra_names[i] == name) {
        return checked_.arguments[signature_.parameters.size() + i];
      }
    }
    return nullptr;
  }

  const Constant* ConstantOf(std::string_view name) const override {
    for (std::size_t i = 0; i < signature_.parameters.size(); ++i) {
      if (signature_.parameters[i].name == name && checked_.constants[i]) {
        return &*checked_.constants[i];
      }
    }
    return nullptr;
  }

  const Statement* Definition(const Expr& name) const override {
    const std::uint32_t found = state_.Lookup(state_.At(site_.statement).file, name.text);
    return found == kNoStatement ? nullptr : state_.At(found).statement;
  }

  const Config& config() const override { return state_.out.config; }
  const SourceSet& sources() const override { return state_.sources(); }

  void Error(Span at, std::string kind, std::string message, std::string hint) override {
    ok_ = false;
    state_.Error(kCheck, at, std::move(kind), std::move(message), std::move(hint));
  }
  void Warn(Span at, std::string kind, std::string message, std::string hint) override {
    state_.Warn(kCheck, at, std::move(kind), std::move(message), std::move(hint));
  }

 private:
  CheckState& state_;
  const CallSite& site_;
  const Signature& signature_;
  const CheckedCall& checked_;
  bool ok_ = true;
};

std::string Quoted(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  return fmt::format("[`{}`]", fmt::join(names, "`, `"));
}

class CallValidator {
 public:
  CallValidator(CheckState* state, const CallSite& site)
      : state_(*state), site_(site), call_(*site.call), file_(state->At(site.statement).file) {}

  bool Run(bool config_ok) {
    const std::uint32_t function = state_.out.catalog->Find(call_.text);
    if (function == Catalog::npos) {
      ReportUnknown();
      return false;
    }
    const Catalog::Entry& entry = state_.out.catalog->entries()[function];
    signature_ = &entry.signature;
    checked_.function = function;
    checked_.arguments.resize(signature_->parameters.size());
    checked_.constants.resize(signature_->parameters.size());
    PlaceArguments();
    const bool complete = ReportMissing();
    const bool constant = ResolveConstants();
    if (complete && constant && entry.spec.check && NeedsNoConfig(entry, config_ok)) {
      Check check(&state_, site_, *signature_, checked_);
      entry.spec.check(check);
      ok_ &= check.ok();
    }
    state_.out.calls.emplace(call_.id, std::move(checked_));
    return ok_;
  }

 private:
  // A function that reads the configuration is not asked about a broken one: the errors there are
  // said.
  bool NeedsNoConfig(const Catalog::Entry& entry, bool config_ok) {
    if (config_ok || entry.spec.name != "HasLabel") return true;
    ok_ = false;
    return false;
  }

  void ReportUnknown() {
    std::vector<std::string> names;
    for (const Catalog::Entry& entry : state_.out.catalog->entries())
      names.push_back(entry.spec.name);
    const std::string close = state_.Suggest(call_.text, names);
    state_.Error(
        kCheck, call_.span, "unknown-function", fmt::format("unknown function: `{}`", call_.text),
        close.empty() ? "called here" : fmt::format("called here, did you mean `{}`?", close));
  }

  // Puts each argument at its parameter; of two with one name (which only osprey-1.1 has) the last
  // stays.
  void PlaceArguments() {
    std::unordered_map<std::string_view, std::size_t> extra;  // by name: which argument
    for (std::size_t i = 0; i < call_.items.size(); ++i) {
      const std::string& name = call_.keywords[i];
      const Expr& value = call_.items[i];
      if (const Parameter* found = signature_->Find(name)) {
        PlaceAt(static_cast<std::size_t>(found - signature_->parameters.data()), name, value);
      } else if (signature_->extra_arguments) {
        const auto [known, fresh] = extra.try_emplace(name, checked_.arguments.size());
        if (fresh) {
          checked_.extra_names.push_back(name);
          checked_.arguments.push_back(&value);
        } else {
          checked_.arguments[known->second] = &value;
        }
      } else {
        ReportUnknownArgument(value, name);
      }
    }
  }

  void PlaceAt(std::size_t index, const std::string& name, const Expr& value) {
    const Parameter& parameter = signature_->parameters[index];
    written_.resize(signature_->parameters.size());
    if (checked_.arguments[index] && written_[index] != name) {
      ok_ = false;
      state_.Error(kCheck, value.span, "duplicate-argument",
                   fmt::format("`{}` and `{}` are two names of one argument", parameter.name,
                               parameter.alias),
                   "give one of them");
    }
    written_[index] = name;
    checked_.arguments[index] = &value;
  }

  void ReportUnknownArgument(const Expr& value, const std::string& name) {
    ok_ = false;
    std::vector<std::string> known;
    for (const Parameter& p : signature_->parameters) known.push_back(p.name);
    state_.Error(kCheck, value.span, "unknown-argument",
                 fmt::format("unknown keyword argument: `{}`", name),
                 fmt::format("valid keyword arguments are: {}", Quoted(std::move(known))));
  }

  bool ReportMissing() {
    std::vector<std::string> missing;
    for (std::size_t i = 0; i < signature_->parameters.size(); ++i) {
      const Parameter& p = signature_->parameters[i];
      if (!checked_.arguments[i] && !p.has_default) missing.push_back(p.name);
    }
    if (missing.empty()) return true;
    ok_ = false;
    const std::size_t count = missing.size();
    state_.Error(kCheck, call_.span, "missing-argument",
                 fmt::format("{} missing keyword argument(s)", count),
                 fmt::format("the following keyword arguments were not provided: {}",
                             Quoted(std::move(missing))));
    return false;
  }

  bool ResolveConstants() {
    bool ok = true;
    for (std::size_t i = 0; i < signature_->parameters.size(); ++i) {
      const Parameter& p = signature_->parameters[i];
      if (!p.constant) continue;
      if (const Expr* argument = checked_.arguments[i]) {
        checked_.constants[i] = ResolveConstant(&state_, file_, *argument, p.type);
        ok &= checked_.constants[i].has_value();
      } else if (p.has_default) {
        checked_.constants[i] = DefaultConstant(p);
      }
    }
    ok_ &= ok;
    return ok;
  }

  CheckState& state_;
  const CallSite& site_;
  const Expr& call_;
  std::uint32_t file_;
  const Signature* signature_ = nullptr;
  CheckedCall checked_;
  std::vector<std::string_view> written_;  // by parameter: the name that the call uses
  bool ok_ = true;
};

}  // namespace

bool CheckCalls(CheckState* state, bool config_ok) {
  bool ok = true;
  state->out.calls.reserve(state->calls.size());
  for (const CallSite& site : state->calls) ok &= CallValidator(state, site).Run(config_ok);
  KeepChangedSigns(state);
  return ok;
}

}  // namespace evenhand::sml
