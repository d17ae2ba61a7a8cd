#pragma once

#include <string>

#include "world.h"

namespace esplock::host {

/** What `esplock-host` is told on its command line. */
struct Options {
  /** Where the chip keeps its MAC, its eFuses and its flash. */
  std::string dir = "./data/esplock";
  /** 0 takes any. */
  int uartPort = 0;
  int controlPort = 0;
  /** Also offer the UART as a pseudo-terminal. */
  bool pty = false;
  /** Radio and key take their real time. */
  bool paced = true;
  /** The chip has a secret in its eFuses. */
  bool efuse = true;
  bool powered = true;
  /** Of the wall clock at power-on, milliseconds since the epoch. */
  int64_t clockStartMs = 0;
  /** The image that a flash without any gets; empty for one of this program's own version. */
  std::string image;
  /** Of this program. */
  std::string version;
  /** When the image of its own says that it was built. */
  int64_t builtAtMs = 0;
  /** Which chip it passes for: its images, and no others, boot. */
  std::string chip = "ESP32";
  World world{};

  // Of the process that is the chip.
  int linkFd = -1;
  int64_t wallMs = 0;
};

extern const char kUsage[];

/** @returns false where what was typed cannot be understood; `problem` says why */
bool parseOptions(int count, char** arguments, Options& into, std::string& problem);

/** @param text SSID:PASSWORD, or an SSID alone; the first colon ends the name */
bool addPoint(World& world, const std::string& text);

}  // namespace esplock::host
