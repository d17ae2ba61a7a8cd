#pragma once

#include <cstdint>
#include <string>

namespace esplock::host {

/** @returns a listening socket on 127.0.0.1, and its port; -1 where it is taken */
int listenOn(int port, int& boundPort);
/** @returns a connection, or -1 */
int acceptFrom(int listener);

/** @returns the master of a pseudo-terminal in raw mode, and the path of its other end; -1 where there is none */
int openTerminal(std::string& path);

/** Writes all of it, or gives up on a reader that is too slow. */
bool writeAll(int fd, const void* data, size_t size);

}  // namespace esplock::host
