#pragma once

// What the readers of JSON formats share: values out of documents, and the post being made. Only
// archive/json_*.cc include this.

#include <deque>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "archive/json_posts.h"
#include "archive/time_text.h"
#include "base/arena.h"
#include "codec/json_document.h"
#include "model/post.h"

namespace evenhand::archive {

using codec::Json;
using codec::JsonKind;

// A member of members; missing where any step is.
Json At(const Json& value, std::initializer_list<std::string_view> path);

inline bool IsText(const Json& value) { return value.kind() == JsonKind::kString; }
inline bool IsObject(const Json& value) { return value.kind() == JsonKind::kObject; }
inline bool IsList(const Json& value) { return value.kind() == JsonKind::kArray; }
inline bool IsTrue(const Json& value) { return value.kind() == JsonKind::kBool && value.AsBool(); }
// A member of an object; missing for anything else.
inline Json Member(const Json& value, std::string_view name) {
  return IsObject(value) ? value.Field(name) : Json();
}

// With U+FFFD for each lone surrogate and each byte that is no part of a character.
std::string WithoutSurrogates(std::string_view text);

class PostBuilder {
 public:
  // The text of a string or a whole number; empty for anything else. UTF-8 throughout.
  std::string_view Text(const Json& value);
  std::string_view Text(const Json& value, std::initializer_list<std::string_view> path) {
    return Text(At(value, path));
  }
  // Its bytes kept until the post is done.
  std::string_view Keep(std::string_view text) { return arena_.Copy(text); }
  std::string_view Joined(std::initializer_list<std::string_view> parts);

  // The texts of a member of each item: Each(urls, "expanded_url").
  void Each(const Json& list, std::string_view member, std::vector<std::string_view>* out);

  // Begins a post with nothing in it.
  model::Post& Begin() {
    arena_.Reset();
    kept_.clear();
    post_.Clear();
    return post_;
  }
  model::Post& post() { return post_; }

  // Sets the time, or remembers that there is none.
  void Time(std::string_view text, TimeUnit unit = TimeUnit::kSeconds);
  // For numbers with or without a fraction.
  void Time(const Json& value, TimeUnit unit = TimeUnit::kSeconds);

  // Hands the post out, or refuses it where account, id or time are missing.
  void Emit();
  void Refuse(std::string reason) { visitor->refused(std::move(reason)); }
  void PassOver() { visitor->passed_over(); }

  // Texts made on the way (from HTML) that live as long as the post.
  std::string_view KeepOwned(std::string text);

  const PostVisitor* visitor = nullptr;  // of the document being read

 private:
  Arena arena_;
  std::deque<std::string> kept_;
  model::Post post_;
  bool has_time_ = false;
  std::string bad_time_;
};

// One for each format: the posts of one document.
void ReadTwitter1(const Json& document, PostBuilder* out);
void ReadTwitter2(const Json& document, PostBuilder* out);
void ReadJetstream(const Json& document, PostBuilder* out);
void ReadMastodon(const Json& document, PostBuilder* out);
void ReadReddit(const Json& document, PostBuilder* out);
void ReadTelegram(const Json& document, PostBuilder* out);
void ReadCrowdTangle(const Json& document, PostBuilder* out);
void ReadEvent(const Json& document, PostBuilder* out);

}  // namespace evenhand::archive
