// Intel's multi-buffer library, which hashes as many messages at once as the processor's registers
// are wide: 16 with AVX-512, 8 with AVX2, 4 with SSE. The one file that sees it.

#include <intel-ipsec-mb.h>

#include <memory>

#include "record/tree_hash.h"

namespace evenhand::record {
namespace {

struct Free {
  void operator()(IMB_MGR* manager) const { free_mb_mgr(manager); }
};
using OwnedManager = std::unique_ptr<IMB_MGR, Free>;

// Null where the library knows nothing of the processor.
IMB_MGR* Manager() {
  thread_local const OwnedManager manager = [] {
    OwnedManager made(alloc_mb_mgr(0));
    if (made != nullptr) init_mb_mgr_auto(made.get(), nullptr);
    return made != nullptr && imb_get_errno(made.get()) == 0 ? std::move(made) : nullptr;
  }();
  return manager.get();
}

void Describe(std::string_view message, Digest* digest, IMB_JOB* job) {
  job->cipher_mode = IMB_CIPHER_NULL;
  job->cipher_direction = IMB_DIR_ENCRYPT;
  job->chain_order = IMB_ORDER_HASH_CIPHER;
  job->hash_alg = IMB_AUTH_SHA_256;
  job->src = reinterpret_cast<const std::uint8_t*>(message.data());
  job->hash_start_src_offset_in_bytes = 0;
  job->msg_len_to_hash_in_bytes = message.size();
  job->auth_tag_output = digest->data();
  job->auth_tag_output_len_in_bytes = digest->size();
}

}  // namespace

std::vector<Digest> Sha256Each(std::span<const std::string_view> messages) {
  std::vector<Digest> digests(messages.size());
  IMB_MGR* const manager = messages.size() > 1 ? Manager() : nullptr;
  std::size_t done = 0;
  const auto count = [&](const IMB_JOB* job) {
    if (job != nullptr && job->status == IMB_STATUS_COMPLETED) ++done;
  };
  if (manager != nullptr) {
    for (std::size_t i = 0; i < messages.size(); ++i) {
      IMB_JOB* const job = IMB_GET_NEXT_JOB(manager);
      *job = {};
      Describe(messages[i], &digests[i], job);
      count(IMB_SUBMIT_JOB(manager));
    }
    while (const IMB_JOB* job = IMB_FLUSH_JOB(manager)) count(job);
  }
  if (done == messages.size()) return digests;
  for (std::size_t i = 0; i < messages.size(); ++i) digests[i] = Sha256(messages[i]);
  return digests;
}

}  // namespace evenhand::record
