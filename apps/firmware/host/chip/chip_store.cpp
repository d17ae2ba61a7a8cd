#include "chip/chip_store.h"

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

namespace esplock::host {
namespace fs = std::filesystem;

FileStore::FileStore(std::string dir, BenchLink& bench) : dir_(std::move(dir)), bench_(bench) {
  fs::create_directories(dir_);
}

int FileStore::read(const char* key, Buffer out) {
  std::error_code error;
  const auto size = fs::file_size(path(key), error);
  if (error || size > out.capacity) return -1;
  std::ifstream file(path(key), std::ios::binary);
  file.read(reinterpret_cast<char*>(out.data), static_cast<std::streamsize>(size));
  return file ? static_cast<int>(size) : -1;
}

bool FileStore::write(const char* key, Bytes value) {
  const WriteVerdict verdict = bench_.askWrite();
  const std::string next = path(key) + "~";
  const double done = verdict.cut ? verdict.done : 1;
  {
    std::ofstream file(next, std::ios::binary | std::ios::trunc);
    const auto size = static_cast<size_t>(static_cast<double>(value.size) * done);
    file.write(reinterpret_cast<const char*>(value.data), static_cast<std::streamsize>(size));
    if (!file.flush()) return false;
  }
  const bool renamed = done >= 1 && std::rename(next.c_str(), path(key).c_str()) == 0;
  if (verdict.cut) _exit(kExitPowerCut);
  return renamed;
}

bool FileStore::remove(const char* key) {
  std::error_code error;
  if (!fs::exists(path(key), error)) return true;
  const WriteVerdict verdict = bench_.askWrite();
  if (!verdict.cut || verdict.done >= 1) fs::remove(path(key), error);
  if (verdict.cut) _exit(kExitPowerCut);
  return !error;
}

bool FileStore::removeAll() {
  bool all = true;
  for (const auto& entry : fs::directory_iterator(dir_)) {
    all = remove(entry.path().filename().c_str()) && all;
  }
  return all;
}

}  // namespace esplock::host
