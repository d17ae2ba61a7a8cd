#pragma once

#include <string>

#include "chip/bench_link.h"
#include "platform/key_value_store.h"

namespace esplock::host {

/**
 * One file a value, replaced by renaming. The bench counts every write, and can take the power away in the middle of any:
 * what a power cut leaves is then on the disk, as on a real flash.
 */
class FileStore : public KeyValueStore {
 public:
  FileStore(std::string dir, BenchLink& bench);

  int read(const char* key, Buffer out) override;
  bool write(const char* key, Bytes value) override;
  bool remove(const char* key) override;
  bool removeAll() override;

 private:
  std::string path(const char* key) const { return dir_ + "/" + key; }

  std::string dir_;
  BenchLink& bench_;
};

}  // namespace esplock::host
