#include "record/tree.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "record/log_in_memory.h"
#include "record/prove.h"
#include "record/slow_tree.h"
#include "record/verify.h"

namespace evenhand::record {
namespace {

std::vector<std::string> EntriesUpTo(std::uint64_t size) {
  std::vector<std::string> entries;
  for (std::uint64_t i = 0; i < size; ++i) entries.push_back(EntryNumber(i));
  return entries;
}

Digest RootOf(std::uint64_t size) {
  Tree tree;
  for (std::uint64_t i = 0; i < size; ++i) tree.Append(LeafHash(EntryNumber(i)), [](auto&&...) {});
  return tree.Root();
}

struct PathRow {
  int level;
  std::uint64_t n;
  std::uint32_t width;
  const char* path;
};

TEST(TilePath, CutsNumbersIntoGroupsOfThree) {
  const PathRow rows[] = {
      {0, 5, 256, "tile/0/005"},
      {0, 0, 1, "tile/0/000.p/1"},
      {63, 999, 255, "tile/63/999.p/255"},
      {1, 1000, 256, "tile/1/x001/000"},
      {2, 1234067, 256, "tile/2/x001/x234/067"},
      {0, 1234067, 7, "tile/0/x001/x234/067.p/7"},
      {0, 1000000000, 256, "tile/0/x001/x000/x000/000"},
  };
  for (const PathRow& row : rows) EXPECT_EQ(TilePath(row.level, row.n, row.width), row.path);
  EXPECT_EQ(BundlePath(1234067, 9), "tile/entries/x001/x234/067.p/9");
}

// However many there are, however long, and whatever the processor does with them.
TEST(Sha256Each, IsSha256OfEach) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < 150; ++i)
    texts.push_back(std::string(i * i % 700, char('a' + i % 26)));
  for (const std::size_t count : {0, 1, 2, 15, 16, 17, 33, 150}) {
    const std::vector<std::string_view> messages(texts.begin(), texts.begin() + count);
    const std::vector<Digest> digests = Sha256Each(messages);
    ASSERT_EQ(digests.size(), count);
    for (std::size_t i = 0; i < count; ++i) EXPECT_EQ(digests[i], Sha256(messages[i])) << i;
  }
  const std::vector<std::string_view> entries = {"", "a", "an entry"};
  const std::vector<Digest> leaves = LeafHashes(entries);
  for (std::size_t i = 0; i < entries.size(); ++i) EXPECT_EQ(leaves[i], LeafHash(entries[i]));
  const std::vector<Digest> children = {leaves[0], leaves[1], leaves[2], leaves[0]};
  EXPECT_EQ(NodeHashes(children),
            (std::vector{NodeHash(leaves[0], leaves[1]), NodeHash(leaves[2], leaves[0])}));
}

TEST(Tree, HasTheRootsOfTheDefinition) {
  for (const std::uint64_t size :
       {0, 1, 2, 3, 4, 5, 7, 8, 9, 255, 256, 257, 300, 511, 512, 513, 700}) {
    EXPECT_EQ(RootOf(size), slow::Root(EntriesUpTo(size))) << size;
  }
}

TEST(Tree, GoesOnFromItsEdges) {
  Tree tree;
  for (std::uint64_t i = 0; i < 70'000; ++i) {
    if (i == 66'000) {
      std::vector<std::string> edges;
      for (int level = 0; level < tree.levels(); ++level) edges.push_back(tree.Edge(level));
      tree = Tree::FromEdges(i, edges);
    }
    tree.Append(LeafHash(EntryNumber(i)), [](auto&&...) {});
  }
  EXPECT_EQ(tree.Root(), RootOf(70'000));
  EXPECT_EQ(tree.Edge(0).size() / 32, 112u);
  EXPECT_EQ(tree.Edge(1).size() / 32, 17u);
  EXPECT_EQ(tree.Edge(2).size() / 32, 1u);
}

TEST(Proofs, AreThoseOfTheDefinition) {
  for (const std::uint64_t size : {1, 2, 3, 5, 8, 13, 256, 257, 300, 600}) {
    const std::vector<std::string> entries = EntriesUpTo(size);
    const MemoryFiles files = FilesOf(size);
    Prover prover(&files, size);
    const Digest root = slow::Root(entries);
    for (std::uint64_t i = 0; i < size; i += 1 + size / 40) {
      const auto proof = prover.Inclusion(i);
      ASSERT_TRUE(proof) << proof.error().message;
      EXPECT_EQ(*proof, slow::Path(i, entries));
      EXPECT_TRUE(IncludesEntry(HashEntry(entries[i]), i, size, *proof, root));
      EXPECT_EQ(prover.Entry(i), entries[i]);
    }
    for (std::uint64_t old = 1; old <= size; old += 1 + size / 40) {
      const auto proof = prover.Consistency(old);
      ASSERT_TRUE(proof) << proof.error().message;
      EXPECT_EQ(*proof, slow::SubProof(old, entries, true));
      const Digest old_root = slow::Root(std::span(entries).first(old));
      EXPECT_EQ(prover.RootOf(old), old_root);
      EXPECT_TRUE(ExtendsTree(old, old_root, size, root, *proof));
    }
  }
}

TEST(Proofs, AreRefusedForWhatIsNotThere) {
  const MemoryFiles files = FilesOf(10);
  Prover prover(&files, 10);
  EXPECT_EQ(prover.Inclusion(10).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(prover.Entry(10).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(prover.Consistency(0).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(prover.Consistency(11).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(prover.RootOf(11).error().code, ErrorCode::kInvalidArgument);
  MemoryFiles without = files;
  without.files.erase("tile/0/000.p/10");
  EXPECT_EQ(Prover(&without, 10).Inclusion(1).error().code, ErrorCode::kNotFound);
}

// Any proof but the right one is refused: longer, shorter, another index, another size, any bit.
RC_GTEST_PROP(ProofProperty, OnlyTheRightOneIsAccepted, ()) {
  const auto size = *rc::gen::inRange<std::uint64_t>(1, 600);
  const auto index = *rc::gen::inRange<std::uint64_t>(0, size);
  const MemoryFiles files = FilesOf(size);
  Prover prover(&files, size);
  const Digest root = *prover.RootOf(size), leaf = HashEntry(EntryNumber(index));
  std::vector<Digest> proof = *prover.Inclusion(index);
  RC_ASSERT(IncludesEntry(leaf, index, size, proof, root));
  const auto other = *rc::gen::inRange<std::uint64_t>(0, 700);
  if (other != index) RC_ASSERT(!IncludesEntry(leaf, other, size, proof, root));
  if (!proof.empty()) {
    std::vector<Digest> changed = proof;
    changed[*rc::gen::inRange<std::size_t>(0, proof.size())][5] ^= 4;
    RC_ASSERT(!IncludesEntry(leaf, index, size, changed, root));
    RC_ASSERT(!IncludesEntry(leaf, index, size, std::span(proof).first(proof.size() - 1), root));
  }
  proof.push_back(root);
  RC_ASSERT(!IncludesEntry(leaf, index, size, proof, root));
}

RC_GTEST_PROP(ProofProperty, OnlyTheTreeItselfIsExtended, ()) {
  const auto size = *rc::gen::inRange<std::uint64_t>(2, 600);
  const auto old = *rc::gen::inRange<std::uint64_t>(1, size);
  const MemoryFiles files = FilesOf(size);
  Prover prover(&files, size);
  const Digest root = *prover.RootOf(size), old_root = *prover.RootOf(old);
  std::vector<Digest> proof = *prover.Consistency(old);
  RC_ASSERT(ExtendsTree(old, old_root, size, root, proof));
  Digest changed_root = old_root;
  changed_root[0] ^= 1;
  RC_ASSERT(!ExtendsTree(old, changed_root, size, root, proof));
  RC_ASSERT(!ExtendsTree(size, root, old, old_root, proof));
  std::vector<Digest> changed = proof;
  changed[*rc::gen::inRange<std::size_t>(0, proof.size())][31] ^= 128;
  RC_ASSERT(!ExtendsTree(old, old_root, size, root, changed));
  proof.pop_back();
  RC_ASSERT(!ExtendsTree(old, old_root, size, root, proof));
}

TEST(ExtendsTree, KnowsTheEnds) {
  const Digest root = RootOf(5), other = RootOf(6);
  EXPECT_TRUE(ExtendsTree(0, EmptyRoot(), 5, root, {}));
  EXPECT_FALSE(ExtendsTree(0, other, 5, root, {}));
  EXPECT_TRUE(ExtendsTree(5, root, 5, root, {}));
  EXPECT_FALSE(ExtendsTree(5, root, 5, root, std::span(&other, 1)));
  EXPECT_FALSE(ExtendsTree(5, other, 5, root, {}));
  EXPECT_FALSE(ExtendsTree(6, other, 5, root, {}));
}

}  // namespace
}  // namespace evenhand::record
