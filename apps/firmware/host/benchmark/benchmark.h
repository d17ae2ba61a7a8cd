#pragma once

namespace esplock::host {

/** Prints what each cryptographic step of a command costs here, and the memory it takes. @returns an exit code */
int runBenchmark();

}  // namespace esplock::host
