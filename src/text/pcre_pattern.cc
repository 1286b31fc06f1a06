#define PCRE2_CODE_UNIT_WIDTH 8
#include "text/pcre_pattern.h"

#include <pcre2.h>

#include "base/check.h"

namespace evenhand::text {
namespace {

// Steps before giving up: some tens of milliseconds at worst.
constexpr std::uint32_t kMatchLimit = 1'000'000;
constexpr std::uint32_t kHeapLimitKib = 16 * 1024;
constexpr std::uint32_t kNestLimit = 2000;
constexpr std::size_t kJitStackBytes = 512 * 1024;

// What a thread needs to search, whatever the pattern.
class Workspace {
 public:
  Workspace()
      : context_(pcre2_match_context_create(nullptr)),
        data_(pcre2_match_data_create(1, nullptr)),
        jit_stack_(pcre2_jit_stack_create(32 * 1024, kJitStackBytes, nullptr)) {
    EVENHAND_CHECK(context_ != nullptr && data_ != nullptr);
    pcre2_set_match_limit(context_, kMatchLimit);
    pcre2_set_heap_limit(context_, kHeapLimitKib);
    if (jit_stack_ != nullptr) pcre2_jit_stack_assign(context_, nullptr, jit_stack_);
  }
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;
  ~Workspace() {
    pcre2_match_context_free(context_);
    pcre2_match_data_free(data_);
    pcre2_jit_stack_free(jit_stack_);
  }
  pcre2_match_context* context() { return context_; }
  pcre2_match_data* data() { return data_; }

 private:
  pcre2_match_context* context_;
  pcre2_match_data* data_;
  pcre2_jit_stack* jit_stack_;
};

const pcre2_code* AsCode(const void* code) { return static_cast<const pcre2_code*>(code); }

}  // namespace

void PcrePattern::Free::operator()(void* code) const {
  pcre2_code_free(static_cast<pcre2_code*>(code));
}

Result<PcrePattern> PcrePattern::Compile(const std::string& source) {
  pcre2_compile_context* context = pcre2_compile_context_create(nullptr);
  EVENHAND_CHECK(context != nullptr);
  pcre2_set_compile_extra_options(context, PCRE2_EXTRA_ALLOW_SURROGATE_ESCAPES);
  pcre2_set_newline(context, PCRE2_NEWLINE_LF);
  pcre2_set_parens_nest_limit(context, kNestLimit);
  int error = 0;
  PCRE2_SIZE offset = 0;
  pcre2_code* code = pcre2_compile(
      reinterpret_cast<PCRE2_SPTR>(source.data()), source.size(),
      PCRE2_UTF | PCRE2_UCP | PCRE2_NO_UTF_CHECK | PCRE2_ALT_CIRCUMFLEX, &error, &offset, context);
  pcre2_compile_context_free(context);
  if (code == nullptr) {
    char text[256];
    pcre2_get_error_message(error, reinterpret_cast<PCRE2_UCHAR*>(text), sizeof text);
    return Fail(ErrorCode::kInvalidArgument,
                std::string(text) + " at position " + std::to_string(offset));
  }
  // Without just-in-time code (some systems forbid it) the interpreter serves.
  pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
  return PcrePattern(code);
}

PcrePattern::Answer PcrePattern::Search(std::string_view text, std::size_t from,
                                        Range* where) const {
  thread_local Workspace workspace;
  const int result =
      pcre2_match(AsCode(code_.get()), reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), from,
                  PCRE2_NO_UTF_CHECK, workspace.data(), workspace.context());
  if (result >= 0) {
    if (where != nullptr) {
      const PCRE2_SIZE* const ends = pcre2_get_ovector_pointer(workspace.data());
      *where = {static_cast<std::uint32_t>(ends[0]), static_cast<std::uint32_t>(ends[1])};
    }
    return Answer::kYes;
  }
  return result == PCRE2_ERROR_NOMATCH ? Answer::kNo : Answer::kGaveUp;
}

}  // namespace evenhand::text
