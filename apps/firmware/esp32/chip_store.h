#pragma once

#include <nvs.h>

#include "platform/key_value_store.h"

namespace esplock {

/**
 * NVS. A blob is written beside the one it replaces and only then becomes the value, so that each write is all or
 * nothing; the values themselves are sealed by the core.
 */
class ChipStore : public KeyValueStore {
 public:
  /** @returns false where the partition cannot be used, not even after it was erased */
  bool begin();

  int read(const char* key, Buffer out) override;
  bool write(const char* key, Bytes value) override;
  bool remove(const char* key) override;
  bool removeAll() override;

 private:
  nvs_handle_t handle_ = 0;
};

}  // namespace esplock
