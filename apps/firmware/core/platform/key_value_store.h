#pragma once

#include "base/bytes.h"

namespace esplock {

/** Persistent values by name, as NVS has them: each write is all or nothing, whatever the power does meanwhile. */
class KeyValueStore {
 public:
  virtual ~KeyValueStore() = default;
  /** @returns the size of the value, or -1 for none, or one that `out` cannot hold */
  virtual int read(const char* key, Buffer out) = 0;
  virtual bool write(const char* key, Bytes value) = 0;
  virtual bool remove(const char* key) = 0;
  virtual bool removeAll() = 0;
};

}  // namespace esplock
