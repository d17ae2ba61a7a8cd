#include "chip/chip_flash.h"

#include <fcntl.h>
#include <unistd.h>

namespace esplock::host {

FileFlash::FileFlash(const std::string& path, BenchLink& bench)
    : bench_(bench), fd_(open(path.c_str(), O_RDWR | O_CLOEXEC)) {}

FileFlash::~FileFlash() {
  if (fd_ >= 0) close(fd_);
}

bool FileFlash::load(size_t at, Buffer out) {
  return pread(fd_, out.data, out.capacity, static_cast<off_t>(at)) == static_cast<ssize_t>(out.capacity);
}

bool FileFlash::store(size_t at, Bytes bytes) {
  return pwrite(fd_, bytes.data, bytes.size, static_cast<off_t>(at)) == static_cast<ssize_t>(bytes.size);
}

void FileFlash::cut() { _exit(kExitPowerCut); }

}  // namespace esplock::host
