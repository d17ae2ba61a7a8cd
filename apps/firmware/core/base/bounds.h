#pragma once

#include <cstddef>
#include <cstdint>

/** Limits of the protocol, in bytes, seconds and milliseconds. Checked before any work is done on what came in. */
namespace esplock::bounds {

constexpr size_t kCommandBytes = 8 * 1024;
constexpr size_t kClaimsBytes = 4 * 1024;
/** A signed command inside its seal. */
constexpr size_t kSignedBytes = 6 * 1024;
constexpr size_t kGrantBytes = 2 * 1024;
constexpr int64_t kGrantLifetimeSeconds = 366 * 86'400;
constexpr size_t kScheduleEntries = 14;
constexpr size_t kTimeZoneBytes = 64;
constexpr size_t kRevocations = 64;
constexpr size_t kManifestBytes = 2 * 1024;
constexpr int64_t kImageBytes = 16 * 1024 * 1024;
constexpr size_t kHeaderBytes = 1024;
constexpr size_t kJsonDepth = 16;
constexpr size_t kResultBytes = 8 * 1024;
constexpr size_t kFrameBytes = 16 * 1024;
constexpr size_t kSerialLineBytes = 8 * 1024;
constexpr size_t kRegistrationBytes = 8 * 1024;
constexpr size_t kRegistrationAnswerBytes = 16 * 1024;
constexpr size_t kEncryptedKeyMin = 256;
constexpr size_t kEncryptedKeyMax = 512;
constexpr size_t kIvBytes = 12;
constexpr size_t kTagBytes = 16;

constexpr int64_t kClockSkewSeconds = 60;
constexpr int64_t kCommandLifetimeSeconds = 60;
constexpr int64_t kJtiMemoryMs = 120'000;
constexpr int64_t kSilenceMs = 30'000;
constexpr int64_t kUnlockSecondsMax = 3600;
/** So long a Wi-Fi on trial may be joined without a welcome before the other one has its turn. */
constexpr int64_t kWifiTurnMs = 300'000;
/** Vain tries in a row to join a Wi-Fi on trial, after which it is the other one's turn, too. */
constexpr int kWifiTurnJoins = 3;
/** A new image is kept once the relay was reached within that time of its first boot. */
constexpr int64_t kConfirmMs = 120'000;
/** So long a checked image waits for a locked door. */
constexpr int64_t kRestartWaitMs = 3'600'000;

/** The last second of the year 9999. */
constexpr int64_t kLastSecond = 253'402'300'799;
constexpr int64_t kLastMs = kLastSecond * 1000 + 999;

}  // namespace esplock::bounds
