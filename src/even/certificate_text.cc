// A certificate written out.
//
//   certificate := {"format": "evenhand/certificate/1", "certificate": "granted" | "refused",
//                   "rulebook": hash, "attributes": [attribute], "actions": [action],
//                   "audited": [use], "leaks": [use]}
//   attribute   := {"path": text, "class": "admitted" | "audit" | "barred", "means": text}
//   action      := {"action": text, "at": [place],
//                   "may_depend_on": [{"attribute": path, "through": [step]}]}
//   use         := {"attribute": path, "class": class, "read_at": [place],
//                   "reaches": [{"action": text, "through": [step]}]}
//   step        := {"what": text, "at": place}          place := "file:line", or "" for none
//
// `audited` are audit-only attributes that are read and reach no action.

#include <algorithm>

#include "codec/json_write.h"
#include "even/certificate.h"

namespace evenhand::even {
namespace {

class Json {
 public:
  Json& Open(char bracket) { return Put(std::string_view(&bracket, 1), true); }
  Json& Close(char bracket) {
    text_ += bracket;
    first_ = false;
    return *this;
  }
  Json& Key(std::string_view key) {
    String(key);
    text_ += ": ";
    first_ = true;
    return *this;
  }
  Json& String(std::string_view value) {
    std::string quoted;
    codec::AppendJsonString(value, &quoted);
    return Put(quoted, false);
  }
  Json& Strings(const std::vector<std::string>& values) {
    Open('[');
    for (const std::string& value : values) String(value);
    return Close(']');
  }
  std::string Take() { return std::move(text_); }

 private:
  Json& Put(std::string_view text, bool opens) {
    if (!first_) text_ += ", ";
    text_ += text;
    first_ = opens;
    return *this;
  }
  std::string text_;
  bool first_ = true;
};

void WriteSteps(const std::vector<Step>& steps, Json* out) {
  out->Open('[');
  for (const Step& step : steps) {
    out->Open('{').Key("what").String(step.what).Key("at").String(step.place).Close('}');
  }
  out->Close(']');
}

void WriteUse(const Certificate& certificate, const AttributeUse& use, Json* out) {
  const Attribute& attribute = certificate.attributes[use.attribute];
  out->Open('{').Key("attribute").String(attribute.path);
  out->Key("class").String(Name(attribute.attribute_class));
  out->Key("read_at").Strings(use.read_at).Key("reaches").Open('[');
  for (const Way& way : use.reaches) {
    out->Open('{').Key("action").String(way.action).Key("through");
    WriteSteps(way.steps, out);
    out->Close('}');
  }
  out->Close(']').Close('}');
}

// Calls visit(attribute, way) for each admitted attribute that reaches the action.
template <class Visit>
void EachAdmitted(const Certificate& certificate, const std::string& action, Visit&& visit) {
  for (const AttributeUse& use : certificate.uses) {
    const Attribute& attribute = certificate.attributes[use.attribute];
    if (attribute.attribute_class != AttributeClass::kAdmitted) continue;
    const auto way =
        std::lower_bound(use.reaches.begin(), use.reaches.end(), action,
                         [](const Way& w, const std::string& name) { return w.action < name; });
    if (way != use.reaches.end() && way->action == action) visit(attribute, *way);
  }
}

bool IsAudited(const Certificate& certificate, const AttributeUse& use) {
  return certificate.attributes[use.attribute].attribute_class == AttributeClass::kAudit &&
         use.reaches.empty();
}

std::string WithMeaning(const Attribute& attribute) {
  return attribute.path + (attribute.means.empty() ? "" : " (" + attribute.means + ")");
}

std::string Joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string StepsText(const Way& way) {
  std::string text;
  for (const Step& step : way.steps) {
    text += "      -> " + step.what + (step.place.empty() ? "" : "  " + step.place) + "\n";
  }
  return text;
}

std::string LeakText(const Certificate& certificate, const AttributeUse& use) {
  const Attribute& attribute = certificate.attributes[use.attribute];
  const bool barred = attribute.attribute_class == AttributeClass::kBarred;
  std::string text = std::string(barred ? "barred " : "audit-only ") + WithMeaning(attribute) +
                     " is read at " + Joined(use.read_at) +
                     (use.reaches.empty() ? "; a barred attribute may not be read at all\n" : "\n");
  for (const Way& way : use.reaches) {
    text += "  and can change " + way.action + "\n    " + attribute.path + "\n" + StepsText(way);
  }
  return text + "\n";
}

std::string ActionText(const Certificate& certificate, const Action& action) {
  std::string text = action.name + "  " + Joined(action.asked_at) + "\n";
  bool any = false;
  EachAdmitted(certificate, action.name, [&](const Attribute& attribute, const Way& way) {
    any = true;
    text += "    " + WithMeaning(attribute) + "\n" + StepsText(way);
  });
  return any ? text : text + "    no attribute\n";
}

}  // namespace

std::string CertificateJson(const Certificate& certificate) {
  Json out;
  out.Open('{').Key("format").String("evenhand/certificate/1");
  out.Key("certificate").String(certificate.granted() ? "granted" : "refused");
  out.Key("rulebook").String(certificate.rulebook);
  out.Key("attributes").Open('[');
  for (const Attribute& attribute : certificate.attributes) {
    out.Open('{').Key("path").String(attribute.path);
    out.Key("class").String(Name(attribute.attribute_class));
    out.Key("means").String(attribute.means).Close('}');
  }
  out.Close(']').Key("actions").Open('[');
  for (const Action& action : certificate.actions) {
    out.Open('{').Key("action").String(action.name).Key("at").Strings(action.asked_at);
    out.Key("may_depend_on").Open('[');
    EachAdmitted(certificate, action.name, [&](const Attribute& attribute, const Way& way) {
      out.Open('{').Key("attribute").String(attribute.path).Key("through");
      WriteSteps(way.steps, &out);
      out.Close('}');
    });
    out.Close(']').Close('}');
  }
  out.Close(']').Key("audited").Open('[');
  for (const AttributeUse& use : certificate.uses) {
    if (IsAudited(certificate, use)) WriteUse(certificate, use, &out);
  }
  out.Close(']').Key("leaks").Open('[');
  for (const AttributeUse* use : certificate.leaks()) WriteUse(certificate, *use, &out);
  out.Close(']').Close('}');
  return out.Take() + "\n";
}

std::string CertificateText(const Certificate& certificate) {
  const auto leaks = certificate.leaks();
  std::string text = std::string("certificate ") + (leaks.empty() ? "granted" : "refused") +
                     " for rulebook " + certificate.rulebook + "\n\n";
  for (const AttributeUse* use : leaks) text += LeakText(certificate, *use);
  for (const AttributeUse& use : certificate.uses) {
    if (!IsAudited(certificate, use)) continue;
    text += "audit-only " + WithMeaning(certificate.attributes[use.attribute]) + " is read at " +
            Joined(use.read_at) + " and can change no action\n";
  }
  text += "What each action can depend on, of " + std::to_string(certificate.attributes.size()) +
          " attributes:\n";
  for (const Action& action : certificate.actions) text += ActionText(certificate, action);
  if (certificate.actions.empty()) text += "no actions\n";
  return text;
}

}  // namespace evenhand::even
