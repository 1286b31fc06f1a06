// What every store promises, on each of them.

#include "state/store.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace evenhand::state {
namespace {

// A directory of its own, gone at the end.
class Directory {
 public:
  Directory() {
    std::string path = (std::filesystem::temp_directory_path() / "evenhand_store_XXXXXX").string();
    EXPECT_NE(mkdtemp(path.data()), nullptr);
    path_ = path;
  }
  ~Directory() { std::filesystem::remove_all(path_); }
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;
  RocksOptions options() const { return {.directory = path_ / "state", .sync = false}; }

 private:
  std::filesystem::path path_;
};

const std::vector<std::string> kTexts = {"", "a", "b", "LAccount/ann", std::string("\0\xff", 2)};

std::string AnyText() { return *rc::gen::elementOf(kTexts); }

using Model = std::map<std::string, std::string>;

void CommitAny(Store* store, Model* model) {
  std::vector<Write> writes;
  for (int n = *rc::gen::inRange(0, 6); n > 0; --n) {
    Write write{.key = AnyText(), .value = std::nullopt};
    if (*rc::gen::inRange(0, 3) > 0) write.value = AnyText();
    if (write.value) {
      (*model)[write.key] = *write.value;
    } else {
      model->erase(write.key);
    }
    writes.push_back(std::move(write));
  }
  RC_ASSERT(store->Commit(writes).has_value());
}

void HoldsAll(const Store& store, const Model& model) {
  for (const std::string& key : kTexts) {
    std::string value = "left from before";
    const auto found = store.Get(key, &value);
    RC_ASSERT(found.has_value());
    RC_ASSERT(*found == model.contains(key));
    if (*found) RC_ASSERT(value == model.at(key));
  }
}

RC_GTEST_PROP(MemoryStore, IsAMap, ()) {
  const auto store = MakeMemoryStore();
  Model model;
  for (int n = *rc::gen::inRange(1, 8); n > 0; --n) {
    CommitAny(store.get(), &model);
    HoldsAll(*store, model);
  }
}

RC_GTEST_PROP(RocksStore, IsAMapThatOutlivesItsProcess, ()) {
  const Directory directory;
  Model model;
  for (int process = 0; process < 2; ++process) {
    const auto store = OpenRocksStore(directory.options()).value();
    HoldsAll(*store, model);
    for (int n = *rc::gen::inRange(1, 5); n > 0; --n) {
      CommitAny(store.get(), &model);
      HoldsAll(*store, model);
    }
  }
}

TEST(RocksStore, HasOneOwner) {
  const Directory directory;
  const auto first = OpenRocksStore(directory.options());
  ASSERT_TRUE(first);
  const auto second = OpenRocksStore(directory.options());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kUnavailable);
  EXPECT_NE(second.error().message.find("in use by another process"), std::string::npos);
}

TEST(RocksStore, SaysWhereItCannotBe) {
  const auto store = OpenRocksStore({.directory = "/dev/null/state"});
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, ErrorCode::kIo);
  EXPECT_NE(store.error().message.find("/dev/null/state"), std::string::npos);
}

TEST(RocksStore, IsNotMadeWhereItShouldBeAlready) {
  const Directory directory;
  RocksOptions options = directory.options();
  options.create = false;
  const auto missing = OpenRocksStore(options);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(std::filesystem::exists(options.directory));
  ASSERT_TRUE(OpenRocksStore(directory.options()));
  EXPECT_TRUE(OpenRocksStore(options));
}

}  // namespace
}  // namespace evenhand::state
