#include "dossier/dossier_json.h"

#include <algorithm>
#include <set>

namespace evenhand::dossier {
namespace {

using codec::JsonText;

constexpr std::size_t kMostListed = 1'000'000;
constexpr std::size_t kMostTextBytes = 100'000;  // of what people write
constexpr std::size_t kMostNameBytes = 1'000;

std::string Written(const JsonIn& in, std::size_t most = kMostTextBytes) {
  std::string text = in.Text();
  if (text.size() > most) in.Wrong(fmt::format("is longer than {} bytes", most), ErrorCode::kLimit);
  return text;
}

std::string Name(const JsonIn& in) {
  std::string name = Written(in, kMostNameBytes);
  if (name.empty()) in.Wrong("is empty");
  return name;
}

std::string TextOrNull(const JsonIn& in) { return in.is_null() ? std::string() : Written(in); }

void WriteTextOrNull(std::string_view name, std::string_view text, JsonText* out) {
  if (text.empty()) {
    out->Null(name);
  } else {
    out->Text(name, text);
  }
}

std::optional<double> ShareOrNull(const JsonIn& in) {
  const auto value = in.RealOrNull();
  if (value && (*value < 0 || *value > 1)) in.Wrong("is no number from 0 to 1");
  return value;
}

class Writer {
 public:
  std::string Write(const Dossier& dossier) {
    out_.Open("", '{')
        .Text("format", kFormat)
        .Text("name", dossier.name)
        .Text("claim", dossier.claim);
    WriteMethod(dossier.method, &out_);
    out_.Open("accounts", '[');
    for (const Account& account : dossier.accounts) WriteAccount(account);
    out_.Close().Whole("left_out", static_cast<std::int64_t>(dossier.left_out));
    WriteBasis("basis", dossier.basis, &out_);
    WriteSteps(dossier.steps);
    WriteAcceptance(dossier.accepted);
    WriteRemoved(dossier.removed);
    out_.Close();
    return out_.text() + "\n";
  }

 private:
  void WriteAccount(const Account& account) {
    out_.Open("", '{').Text("account", account.name);
    if (account.role) {
      out_.Text("role", RoleName(*account.role));
    } else {
      out_.Null("role");
    }
    WriteTextOrNull("role_by", account.role_by, &out_);
    if (account.followers) {
      out_.Whole("followers", *account.followers);
    } else {
      out_.Null("followers");
    }
    out_.Whole("own_objects", account.own_objects).Bool("core", account.core).Open("evidence", '[');
    for (const Evidence& one : account.evidence) WriteEvidence(one);
    out_.Close();
    WriteSigns(account.signs, &out_);
    out_.Open("explanations", '[');
    for (const Explanation& one : account.explanations) {
      out_.Open("", '{')
          .Text("name", one.name)
          .Text("answer", NameOf(one.answer))
          .Real("number", one.number);
      WriteTextOrNull("by", one.by, &out_);
      WriteTextOrNull("note", one.note, &out_);
      out_.Close();
    }
    out_.Close().Close();
  }

  void WriteEvidence(const Evidence& one) {
    out_.Open("", '{').Text("kind", one.kind);
    if (one.trace) {
      out_.Text("trace", model::NameOf(*one.trace));
    } else {
      out_.Null("trace");
    }
    out_.Real("number", one.number).Real("expected", one.expected);
    WriteTextOrNull("null", one.null, &out_);
    out_.Real("p", one.p).Real("q", one.q);
    WriteTime("from", one.from_ms, &out_);
    WriteTime("to", one.to_ms, &out_);
    out_.Open("posts", '[');
    for (const Post& post : one.posts) {
      out_.Open("", '{').Text("post", post.id);
      WriteTime("time", post.time_ms, &out_);
      WriteTextOrNull("object", post.object, &out_);
      out_.Close();
    }
    out_.Close().Open("rests_on", '[');
    for (const std::string& account : one.rests_on) out_.Text("", account);
    out_.Close().Bool("hidden", one.hidden);
    WriteTextOrNull("by", one.by, &out_);
    WriteTextOrNull("note", one.note, &out_);
    out_.Close();
  }

  void WriteSteps(const std::vector<Step>& steps) {
    out_.Open("steps", '[');
    for (const Step& step : steps) {
      out_.Open("", '{').Text("what", step.what).Text("by", step.by);
      WriteTime("at", step.at_ms, &out_);
      WriteTextOrNull("account", step.account, &out_);
      WriteTextOrNull("note", step.note, &out_);
      out_.Close();
    }
    out_.Close();
  }

  void WriteAcceptance(const std::optional<Acceptance>& accepted) {
    if (!accepted) {
      out_.Null("accepted");
      return;
    }
    out_.Open("accepted", '{').Text("by", accepted->by);
    WriteTime("at", accepted->at_ms, &out_);
    out_.Text("digest", accepted->digest).Close();
  }

  void WriteRemoved(const std::vector<Removal>& removed) {
    out_.Open("removed", '[');
    for (const Removal& one : removed) {
      out_.Open("", '{').Text("account", one.account).Text("by", one.by);
      WriteTime("at", one.at_ms, &out_);
      out_.Text("why", one.why).Close();
    }
    out_.Close();
  }

  JsonText out_;
};

class Reader {
 public:
  static Dossier Read(const JsonIn& in) {
    Dossier dossier;
    if (in.Field("format").is_null() || in.Field("format").Text() != kFormat)
      in.Field("format").Wrong(
          fmt::format("is not '{}': this is no dossier of this version", kFormat));
    in.Only({"format", "name", "claim", "method", "accounts", "left_out", "basis", "steps",
             "accepted", "removed"});
    dossier.name = in.Field("name").Text();
    if (!IsName(dossier.name))
      in.Field("name").Wrong("is not made of letters a to z, digits and hyphens, 40 at most");
    dossier.claim = Written(in.Field("claim"));
    dossier.method = ReadMethod(in.Field("method"));
    in.Field("accounts").Each(kMostAccounts, [&](const JsonIn& one) {
      Account account = ReadAccount(one);
      if (!dossier.accounts.empty() && dossier.accounts.back().name >= account.name)
        one.Field("account").Wrong("is not in order, or is there twice");
      dossier.accounts.push_back(std::move(account));
    });
    dossier.left_out = static_cast<std::uint64_t>(in.Field("left_out").Whole());
    dossier.basis = ReadBasis(in.Field("basis"), dossier.accounts.size());
    dossier.steps = ReadSteps(in.Field("steps"));
    dossier.accepted = ReadAcceptance(in.Field("accepted"));
    in.Field("removed").Each(kMostAccounts, [&](const JsonIn& one) {
      one.Only({"account", "by", "at", "why"});
      dossier.removed.push_back({.account = Name(one.Field("account")),
                                 .by = Name(one.Field("by")),
                                 .at_ms = one.Field("at").TimeMs(),
                                 .why = Written(one.Field("why"))});
    });
    return dossier;
  }

 private:
  static Account ReadAccount(const JsonIn& in) {
    in.Only({"account", "role", "role_by", "followers", "own_objects", "core", "evidence", "signs",
             "explanations"});
    Account account{.name = Name(in.Field("account"))};
    if (!in.Field("role").is_null())
      account.role = in.Field("role").Word(policy::RoleNamed, "role");
    account.role_by = TextOrNull(in.Field("role_by"));
    if (account.role && account.role_by.empty())
      in.Field("role_by").Wrong("is missing: a reviewer sets a role, with a name");
    if (!in.Field("followers").is_null()) account.followers = in.Field("followers").Whole();
    account.own_objects = in.Field("own_objects").Small();
    account.core = in.Field("core").Flag();
    in.Field("evidence").Each(10'000, [&](const JsonIn& one) {
      account.evidence.push_back(ReadEvidence(one));
    });
    account.signs = ReadSigns(in.Field("signs"));
    in.Field("explanations").Each(100, [&](const JsonIn& one) {
      account.explanations.push_back(ReadExplanation(one));
    });
    return account;
  }

  static Evidence ReadEvidence(const JsonIn& in) {
    in.Only({"kind", "trace", "number", "expected", "null", "p", "q", "from", "to", "posts",
             "rests_on", "hidden", "by", "note"});
    Evidence one{.kind = Name(in.Field("kind"))};
    if (!in.Field("trace").is_null())
      one.trace = in.Field("trace").Word(model::TraceNamed, "trace");
    one.number = in.Field("number").RealOrNull();
    one.expected = in.Field("expected").RealOrNull();
    one.null = TextOrNull(in.Field("null"));
    one.p = ShareOrNull(in.Field("p"));
    one.q = ShareOrNull(in.Field("q"));
    one.from_ms = in.Field("from").TimeOrNull();
    one.to_ms = in.Field("to").TimeOrNull();
    in.Field("posts").Each(kMostListed, [&](const JsonIn& post) {
      post.Only({"post", "time", "object"});
      one.posts.push_back(
          {.id = post.Field("post").Text(),
           .time_ms = post.Field("time").TimeOrNull(),
           .object = post.Field("object").is_null() ? std::string() : post.Field("object").Text()});
    });
    in.Field("rests_on").Each(kMostAccounts, [&](const JsonIn& other) {
      one.rests_on.push_back(Name(other));
    });
    one.hidden = in.Field("hidden").Flag();
    one.by = TextOrNull(in.Field("by"));
    one.note = TextOrNull(in.Field("note"));
    return one;
  }

  static Explanation ReadExplanation(const JsonIn& in) {
    in.Only({"name", "answer", "number", "by", "note"});
    const auto named = [](std::string_view name) -> std::optional<Explanation::Answer> {
      for (const auto answer :
           {Explanation::Answer::kNo, Explanation::Answer::kYes, Explanation::Answer::kUnknown})
        if (NameOf(answer) == name) return answer;
      return std::nullopt;
    };
    return {.name = Name(in.Field("name")),
            .answer = in.Field("answer").Word(named, "answer"),
            .number = in.Field("number").RealOrNull(),
            .by = TextOrNull(in.Field("by")),
            .note = TextOrNull(in.Field("note"))};
  }

  static std::vector<Step> ReadSteps(const JsonIn& in) {
    std::vector<Step> steps;
    in.Each(kMostListed, [&](const JsonIn& one) {
      one.Only({"what", "by", "at", "account", "note"});
      steps.push_back({.what = Name(one.Field("what")),
                       .by = Name(one.Field("by")),
                       .at_ms = one.Field("at").TimeMs(),
                       .account = TextOrNull(one.Field("account")),
                       .note = TextOrNull(one.Field("note"))});
    });
    if (!in.failed() && (steps.empty() || steps.front().what != "made"))
      in.Wrong("does not begin with who made it");
    return steps;
  }

  static std::optional<Acceptance> ReadAcceptance(const JsonIn& in) {
    if (in.is_null()) return std::nullopt;
    in.Only({"by", "at", "digest"});
    return Acceptance{.by = Name(in.Field("by")),
                      .at_ms = in.Field("at").TimeMs(),
                      .digest = Name(in.Field("digest"))};
  }
};

}  // namespace

Result<Dossier> ReadDossier(std::string_view text) {
  if (text.size() > kMostBytes)
    return Fail(ErrorCode::kLimit, fmt::format("a dossier has at most {} bytes", kMostBytes));
  codec::JsonDocument document;
  EVENHAND_ASSIGN(const codec::Json json, document.ParseCopy(text));
  std::optional<Error> error;
  Dossier dossier = Reader::Read(JsonIn(json, "", &error));
  if (error) return tl::unexpected(*std::move(error));
  return dossier;
}

std::string WriteDossier(const Dossier& dossier) { return Writer().Write(dossier); }

}  // namespace evenhand::dossier
