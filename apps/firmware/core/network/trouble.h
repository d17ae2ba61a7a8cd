#pragma once

#include "device/progress.h"
#include "network/failure.h"
#include "platform/wifi.h"
#include "settings/settings.h"

namespace esplock {

/**
 * What a failed connection to the relay means, for a person at the cable.
 *
 * @param now milliseconds since the epoch
 * @param status of a refused upgrade; 0 for none
 */
Trouble networkTrouble(NetworkFailure failure, const ServerSettings& server, int64_t now, int status);

Trouble wifiTrouble(WifiFailure failure, Text ssid);

}  // namespace esplock
