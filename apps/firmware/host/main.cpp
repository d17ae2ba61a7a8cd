#include <cstdio>
#include <cstring>

#include "bench/bench.h"
#include "benchmark/benchmark.h"
#include "chip/chip.h"
#include "options.h"

int main(int count, char** arguments) {
  using namespace esplock::host;
  for (int at = 1; at < count; at++) {
    if (std::strcmp(arguments[at], "--benchmark") == 0) return runBenchmark();
    if (std::strcmp(arguments[at], "--help") != 0) continue;
    std::fputs(kUsage, stdout);
    return 0;
  }
  Options options;
  std::string problem;
  if (!parseOptions(count, arguments, options, problem)) {
    std::fprintf(stderr, "%s\n\n%s", problem.c_str(), kUsage);
    return 2;
  }
  if (options.linkFd >= 0) runChip(options);
  return runBench(options);
}
