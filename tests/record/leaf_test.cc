#include "record/leaf.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "codec/dag_cbor.h"
#include "record/tree_hash.h"

namespace evenhand::record {
namespace {

Leaf Decision() {
  return {.kind = LeafKind::kDecision,
          .time = TimeUs{1'767'225'600'000'000},
          .sequence = 41,
          .rulebook = Sha256("rulebook"),
          .clause = "spam/لینک",
          .actions = {"remove", "lock 12h"},
          .subject = Commit(CommitmentDomain::kSubject, Blinding{1}, "did:plc:ann"),
          .outcome = LinkTo("an earlier leaf"),
          .reason = Commit(CommitmentDomain::kReason, Blinding{2}, "because")};
}

TEST(Leaf, ComesBackAsItWas) {
  for (const Leaf& leaf : {Decision(), Leaf{.kind = LeafKind::kCount}}) {
    const auto bytes = EncodeLeaf(leaf);
    ASSERT_TRUE(bytes) << bytes.error().message;
    EXPECT_EQ(DecodeLeaf(*bytes), leaf);
  }
}

TEST(Leaf, HasOneFormForEver) {
  // Published leaves are hashed in this form: a change here is a new version of the leaf.
  EXPECT_EQ(
      *EncodeLeaf({.kind = LeafKind::kVoided, .time = TimeUs{5}, .sequence = 7, .clause = "c"}),
      "\xa5\x61v\x01\x63seq\x07\x64kind\x66voided\x64time\x05\x66"
      "clause\x61"
      "c");
  EXPECT_EQ(LinkTo("").size(), codec::kCidBytes);
}

TEST(Leaf, EveryKindHasAName) {
  for (int i = 0; i <= static_cast<int>(LeafKind::kRegisterChange); ++i) {
    const auto kind = static_cast<LeafKind>(i);
    EXPECT_FALSE(KindName(kind).empty());
    EXPECT_EQ(KindNamed(KindName(kind)), kind);
  }
  EXPECT_EQ(KindName(LeafKind::kRegisterChange), "register-change");
  EXPECT_FALSE(KindNamed("gossip"));
}

TEST(Leaf, HasABound) {
  Leaf leaf = Decision();
  leaf.clause = std::string(kMostLeafBytes, 'c');
  EXPECT_EQ(EncodeLeaf(leaf).error().code, ErrorCode::kInvalidArgument);
  EXPECT_FALSE(EncodeLeaf({.sequence = -1}));
  EXPECT_FALSE(EncodeLeaf({.clause = "\xff"}));
  EXPECT_FALSE(DecodeLeaf(std::string(kMostLeafBytes + 1, '\0')));
}

TEST(Leaf, IsReadStrictly) {
  using codec::Cbor;
  const auto refused = [](Cbor::Map extra, bool with_head = true) {
    Cbor::Map fields = std::move(extra);
    if (with_head) {
      for (const char* key : {"v", "seq", "time"}) fields.push_back({key, {std::int64_t{1}}});
      fields.push_back({"kind", {std::string("decision")}});
    }
    return !DecodeLeaf(*codec::EncodeDagCbor({std::move(fields)}));
  };
  EXPECT_FALSE(refused({}));
  EXPECT_TRUE(refused({}, false));
  EXPECT_TRUE(refused({{"name", {std::string("ann")}}}));
  EXPECT_TRUE(refused({{"clause", {std::string()}}}));
  EXPECT_TRUE(refused({{"actions", {Cbor::Array{}}}}));
  EXPECT_TRUE(refused({{"actions", {Cbor::Array{{std::int64_t{1}}}}}}));
  EXPECT_TRUE(refused({{"subject", {codec::CborBytes{"short"}}}}));
  EXPECT_TRUE(refused({{"subject", {std::string(32, 'x')}}}));
  EXPECT_FALSE(DecodeLeaf("\x01"));
  EXPECT_FALSE(DecodeLeaf(""));
}

TEST(Commitment, DependsOnDomainRandomAndBytes) {
  const Digest one = Commit(CommitmentDomain::kSubject, Blinding{}, "ann");
  EXPECT_EQ(one, Sha256("evenhand subject 1\n" + std::string(32, '\0') + "ann"));
  EXPECT_NE(one, Commit(CommitmentDomain::kReason, Blinding{}, "ann"));
  EXPECT_NE(one, Commit(CommitmentDomain::kSubject, Blinding{1}, "ann"));
  EXPECT_NE(one, Commit(CommitmentDomain::kSubject, Blinding{}, "anna"));
}

RC_GTEST_PROP(LeafProperty, WhatDecodesEncodesTheSame, (const std::string& noise, std::size_t at)) {
  std::string bytes = *EncodeLeaf(Decision());
  bytes.replace(at % bytes.size(), noise.size(), noise);
  if (const auto leaf = DecodeLeaf(bytes)) {
    RC_ASSERT(EncodeLeaf(*leaf) == bytes);
  }
}

}  // namespace
}  // namespace evenhand::record
