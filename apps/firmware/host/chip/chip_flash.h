#pragma once

#include <string>

#include "chip/bench_link.h"
#include "flash/flash.h"

namespace esplock::host {

/** Flash as a file. The bench counts every erasure and every page, and can take the power away in the middle of any. */
class FileFlash : public Flash {
 public:
  FileFlash(const std::string& path, BenchLink& bench);
  ~FileFlash() override;

 protected:
  bool load(size_t at, Buffer out) override;
  bool store(size_t at, Bytes bytes) override;
  WriteVerdict power() override { return bench_.askWrite(); }
  void cut() override;

 private:
  BenchLink& bench_;
  int fd_;
};

}  // namespace esplock::host
