#include "archive/share_maker.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "archive/link.h"
#include "archive/text_keys.h"

namespace evenhand::archive {
namespace {

using model::Post;
using model::Trace;

// The distinct ones in order of appearance; a post has few.
std::vector<std::string> Distinct(std::vector<std::string> all) {
  std::vector<std::string> distinct;
  for (std::string& one : all) {
    if (!one.empty() && std::ranges::find(distinct, one) == distinct.end())
      distinct.push_back(std::move(one));
  }
  return distinct;
}

template <class Make>
std::vector<std::string> Each(const std::vector<std::string_view>& items, Make make) {
  std::vector<std::string> made;
  for (const std::string_view item : items) made.emplace_back(make(item));
  return made;
}

std::string AsWritten(std::string_view text) { return std::string(text); }

}  // namespace

const std::set<Trace>& UsualTraces() {
  static const std::set<Trace> usual = {Trace::kObject, Trace::kLink,        Trace::kHashtag,
                                        Trace::kRepost, Trace::kReply,       Trace::kQuote,
                                        Trace::kText,   Trace::kSimilarText, Trace::kMedia};
  return usual;
}

void ShareMaker::Add(const Post& post, Repeats repeats) {
  repeats_ = repeats;
  const bool asks = repeats == Repeats::kPassOver || repeats == Repeats::kLinksOnly;
  if (asks) {
    const std::size_t before = seen_.size();
    seen_.Number(post.id);
    if (seen_.size() == before) {
      ++repeated_;
      if (repeats == Repeats::kLinksOnly && !post.is_repost) AddLinks(post);
      return;
    }
  }
  if (options_.posts && (asks || posts_.contents.Find(post.id) == NameTable::kNone))
    posts_.Add("", post.account, post.id, post.time_ms);
  AddAs(Trace::kObject, post.object, post);
  if (post.is_repost) return AddAs(Trace::kRepost, post.repost_of, post);
  AddAs(Trace::kReply, post.reply_to, post);
  AddAs(Trace::kQuote, post.quote_of, post);
  AddLinks(post);
  AddHashtags(post);
  AddTexts(post);
  if (Wants(Trace::kMention)) {
    for (const std::string& account : Distinct(Each(post.mentions, AsWritten)))
      AddAs(Trace::kMention, account, post);
  }
  if (Wants(Trace::kMedia)) {
    for (const std::string& file : Distinct(Each(post.media, AsWritten)))
      AddAs(Trace::kMedia, file, post);
  }
}

void ShareMaker::AddLinks(const Post& post) {
  if (!Wants(Trace::kLink) && !Wants(Trace::kDomain)) return;
  const std::vector<std::string> links = Distinct(Each(post.links, CanonicalLink));
  if (Wants(Trace::kLink)) {
    for (const std::string& link : links) AddAs(Trace::kLink, link, post);
  }
  if (!Wants(Trace::kDomain)) return;
  std::vector<std::string> domains = Each(post.domains, AsWritten);
  if (domains.empty()) {
    for (const std::string& link : links) domains.push_back(DomainOf(link));
  }
  for (const std::string& domain : Distinct(std::move(domains)))
    AddAs(Trace::kDomain, domain, post);
}

void ShareMaker::AddHashtags(const Post& post) {
  if (!Wants(Trace::kHashtag) && !Wants(Trace::kHashtagSequence)) return;
  const std::vector<std::string> tags = Each(post.hashtags, HashtagKey);
  if (Wants(Trace::kHashtag)) {
    for (const std::string& tag : Distinct(tags)) AddAs(Trace::kHashtag, tag, post);
  }
  if (!Wants(Trace::kHashtagSequence) || tags.size() < options_.least_hashtags) return;
  std::string sequence;
  for (const std::string& tag : tags) (sequence += sequence.empty() ? "" : " ") += tag;
  AddAs(Trace::kHashtagSequence, sequence, post);
}

void ShareMaker::AddTexts(const Post& post) {
  if (post.text.empty()) return;
  if (Wants(Trace::kText))
    AddAs(Trace::kText, SameTextKey(post.text, options_.least_words).value_or(""), post);
  if (Wants(Trace::kSimilarText)) {
    AddAs(Trace::kSimilarText, SimilarTextKey(post.text, options_.least_words).value_or(""), post);
  }
}

void ShareMaker::AddAs(Trace trace, std::string_view object, const Post& post) {
  if (object.empty() || !Wants(trace)) return;
  const bool links_once =
      repeats_ == Repeats::kLinksOnly && (trace == Trace::kLink || trace == Trace::kDomain);
  if (links_once || repeats_ == Repeats::kEqualShares) {
    std::string key;
    for (const std::string_view part :
         {object, post.id, links_once ? std::string_view() : post.account}) {
      (key += part) += '\0';
    }
    if (!links_once) key += std::to_string(post.time_ms);
    if (!once_[trace].insert(std::move(key)).second) return;
  }
  shares_[trace].Add(object, post.account, post.id, post.time_ms);
}

}  // namespace evenhand::archive
