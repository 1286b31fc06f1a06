#include "sml/annotation.h"

#include <gtest/gtest.h>

namespace evenhand::sml {
namespace {

// An annotation as the parser leaves it; each part's column is where its name stands in `text`.
class Builder {
 public:
  explicit Builder(std::string_view text) : text_(text) {}

  Annotation Read() {
    Annotation a;
    a.span.column = static_cast<std::uint32_t>(at_);
    while (at_ < text_.size() && std::isalpha(static_cast<unsigned char>(text_[at_])) != 0) {
      a.name += text_[at_++];
    }
    if (at_ == text_.size() || text_[at_] != '[') return a;
    a.has_variants = true;
    do {
      ++at_;
      while (text_[at_] == ' ') ++at_;
      if (text_[at_] != ']') a.variants.push_back(Read());
    } while (text_[at_] == ',');
    ++at_;
    return a;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

struct Good {
  const char* text;
  const char* type;
  const char* flags;
};
class AnnotationReads : public testing::TestWithParam<Good> {};
TEST_P(AnnotationReads, AsType) {
  const auto read = ReadAnnotation(Builder(GetParam().text).Read());
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(Display(read->type), GetParam().type);
  std::string flags;
  if (read->secret) flags += "secret ";
  if (read->extract_secret) flags += "extract_secret ";
  if (read->extract_literal) flags += "extract_literal ";
  if (read->nested) flags += "nested ";
  EXPECT_EQ(flags, GetParam().flags);
}
INSTANTIATE_TEST_SUITE_P(
    Forms, AnnotationReads,
    testing::Values(Good{"str", "str", ""}, Good{"None", "None", ""},
                    Good{"List[int]", "list[int]", ""}, Good{"Optional[str]", "Optional[str]", ""},
                    Good{"Optional[str, None]", "Optional[str]", ""},
                    Good{"Union[None, str]", "Union[None, str]", ""},
                    Good{"Entity[int]", "Entity[int]", ""}, Good{"Secret[str]", "str", "secret "},
                    Good{"Secret[Entity[str]]", "Entity[str]", "secret "},
                    Good{"ExtractSecret[List[str]]", "list[str]", "extract_secret "},
                    Good{"ExtractLiteral[int]", "int", "extract_literal "},
                    Good{"List[Optional[str]]", "list[Optional[str]]", "nested "},
                    Good{"Optional[Secret[int]]", "Optional[int]", "secret nested "}));

struct Bad {
  const char* text;
  std::uint32_t column;
  const char* message;
};
class AnnotationRefuses : public testing::TestWithParam<Bad> {};
TEST_P(AnnotationRefuses, AtItsPlace) {
  const auto read = ReadAnnotation(Builder(GetParam().text).Read());
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().span.column, GetParam().column);
  EXPECT_NE(read.error().message.find(GetParam().message), std::string::npos)
      << read.error().message;
}
INSTANTIATE_TEST_SUITE_P(
    Forms, AnnotationRefuses,
    testing::Values(Bad{"string", 0, "simple types or"}, Bad{"List", 0, "simple types or"},
                    Bad{"list[str]", 0, "simple types or"},
                    Bad{"Sequence[str]", 0, "simple types or"},
                    Bad{"List[thing]", 5, "simple types or"},
                    Bad{"List[str, int]", 10, "unexpected additional variants to `List[...]`"},
                    Bad{"Union[str]", 0, "a `Union` of one item"},
                    Bad{"Union[str, int, str]", 16, "duplicated type `str`"},
                    Bad{"Optional[str, int]", 0,
                        "`Optional` can't have arguments of different types"},
                    Bad{"Optional[int, str, None]", 0, "`Optional` must have one or two arguments"},
                    Bad{"Entity[float]", 7, "only supports `str` and `int`"},
                    Bad{"Secret[int, str]", 0, "`Secret` must have exactly one argument"}));

}  // namespace
}  // namespace evenhand::sml
