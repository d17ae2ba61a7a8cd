#include "benchmark/benchmark.h"

#include <malloc.h>
#include <pthread.h>
#include <sys/random.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <vector>

#include "base/base64url.h"
#include "command/header.h"
#include "crypto/aes_gcm.h"
#include "crypto/compat.h"
#include "crypto/password_hash.h"
#include "crypto/rsa_key.h"
#include "crypto/sha256.h"
#include "esplock.h"
#include "platform/random.h"
#include "result/seal.h"

namespace {

size_t heapNow = 0;
size_t heapMost = 0;

}  // namespace

#ifndef __SANITIZE_ADDRESS__
// mbedTLS takes its memory by these two: what it holds is counted. Sanitizers have their own, and count nothing here.
extern "C" void* __libc_calloc(size_t count, size_t size);
extern "C" void __libc_free(void* memory);

extern "C" void* calloc(size_t count, size_t size) noexcept {
  void* memory = __libc_calloc(count, size);
  if (memory) heapNow += malloc_usable_size(memory);
  if (heapNow > heapMost) heapMost = heapNow;
  return memory;
}

extern "C" void free(void* memory) noexcept {
  const size_t size = memory ? malloc_usable_size(memory) : 0;
  // What came by `malloc` was not counted.
  heapNow -= size < heapNow ? size : heapNow;
  __libc_free(memory);
}
#endif

namespace esplock::host {
namespace {

class SystemRandom : public Random {
 public:
  void fill(Buffer out) override {
    for (size_t done = 0; done < out.capacity;) {
      const ssize_t size = getrandom(out.data + done, out.capacity - done, 0);
      if (size > 0) done += static_cast<size_t>(size);
    }
  }
};

constexpr size_t kStackBytes = 256 * 1024;
constexpr uint8_t kMark = 0xa5;

/** What one step takes: the time of it, the deepest stack, and the most heap at once. */
struct Cost {
  double microseconds;
  size_t stack;
  size_t heap;
};


/** Runs on a thread with a marked stack, and looks how much of the marks is left. */
Cost measure(const std::function<void()>& step, int rounds) {
  std::vector<uint8_t> stack(kStackBytes, kMark);
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstack(&attributes, stack.data(), stack.size());
  struct Run {
    const std::function<void()>& step;
    int rounds;
    double microseconds;
  } run{step, rounds, 0};
  const size_t before = heapNow;
  heapMost = heapNow;
  pthread_t thread;
  const auto work = [](void* argument) -> void* {
    auto* self = static_cast<Run*>(argument);
    const auto start = std::chrono::steady_clock::now();
    for (int round = 0; round < self->rounds; round++) self->step();
    const std::chrono::duration<double, std::micro> passed = std::chrono::steady_clock::now() - start;
    self->microseconds = passed.count() / self->rounds;
    return nullptr;
  };
  pthread_create(&thread, &attributes, work, &run);
  pthread_join(thread, nullptr);
  pthread_attr_destroy(&attributes);
  size_t untouched = 0;
  while (untouched < stack.size() && stack[untouched] == kMark) untouched++;
  return {run.microseconds, stack.size() - untouched, heapMost - before};
}

/** What a thread has on its stack before it does anything. */
size_t ofTheThread() {
  static const size_t size = measure([] {}, 1).stack;
  return size;
}

void print(const char* name, const Cost& cost) {
  const size_t stack = cost.stack - ofTheThread();
  std::printf("%-48s %10.1f µs %8zu B stack %8zu B heap\n", name, cost.microseconds, stack, cost.heap);
}

}  // namespace

int runBenchmark() {
  SystemRandom random;
  RsaKey key;
  print("make the device key, RSA-2048 (first boot)", measure([&] { key.generate(random); }, 1));

  uint8_t secret[kAesKeyBytes];
  random.fill(secret);
  uint8_t n[RsaKey::kModulusMax];
  const int size = decodeBase64url(key.modulus(), n);
  mbedtls_pk_context pk;
  mbedtls_pk_init(&pk);
  mbedtls_pk_setup(&pk, mbedtls_pk_info_from_type(MBEDTLS_PK_RSA));
  constexpr uint8_t kExponent[] = {1, 0, 1};
  mbedtls_rsa_import_raw(mbedtls_pk_rsa(pk), n, static_cast<size_t>(size), nullptr, 0, nullptr, 0, nullptr, 0, kExponent,
                         sizeof kExponent);
  mbedtls_rsa_complete(mbedtls_pk_rsa(pk));
  compat::initOaepSha256(mbedtls_pk_rsa(pk));
  std::vector<uint8_t> sealed(static_cast<size_t>(size));
  if (compat::oaepEncrypt(mbedtls_pk_rsa(pk), fillRandom, &random, secret, sealed.data()) != 0) return 1;
  mbedtls_pk_free(&pk);
  uint8_t opened[RsaKey::kModulusMax];
  print("RSA-OAEP-256 decrypt", measure([&] { key.decryptOaep(Bytes(sealed.data(), sealed.size()), opened, random); }, 20));

  std::vector<uint8_t> claims(320);
  uint8_t iv[12] = {};
  uint8_t tag[16];
  print("AES-256-GCM, 320 bytes", measure([&] {
          gcmEncrypt(secret, iv, Bytes(Text("header")), Bytes(claims.data(), claims.size()), claims.data(), tag);
        }, 1000));
  uint8_t hash[kHashBytes];
  print("SHA-256, 700 bytes", measure([&] { sha256(Bytes(n, 512), hash); }, 1000));
  PasswordHash password{};
  print("door password, PBKDF2 2000 rounds", measure([&] { hashPassword("correct horse", random, password); }, 20));

  // A point that is on the curve: the generator. The signature is wrong, which costs as much to find out.
  EcPublicKey owner;
  decodeBase64url("axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY", owner.x);
  decodeBase64url("T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU", owner.y);
  uint8_t signature[64];
  std::memset(signature, 1, sizeof signature);
  print("ES256 verify (a signed command: two, then one)", measure([&] { verifyEs256(owner, hash, signature); }, 20));

  char jwe[2048];
  print("seal the answer, 320 bytes", measure([&] {
          sealResult(secret, Buffer(claims.data(), claims.size()), random, jwe, sizeof jwe);
        }, 1000));
  std::printf("\nthe whole program, in one object of fixed size: %zu bytes here, fewer on a chip, whose pointers are half\n",
              sizeof(Esplock));
  std::printf("of which the replay memory %zu, JSON %zu, the settings %zu, updates %zu\n",
              sizeof(ReplayMemory), sizeof(JsonDocument), sizeof(SettingsStore),
              sizeof(TlsStream) + sizeof(HttpsFetch) + sizeof(Download) + sizeof(Trial) + sizeof(Updater));
  return 0;
}

}  // namespace esplock::host
