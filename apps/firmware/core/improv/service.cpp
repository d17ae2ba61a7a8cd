#include "improv/service.h"

#include <cstdio>

namespace esplock {

void ImprovService::handle(const SerialFrame& frame) {
  improv::Command command;
  const bool damaged = frame.kind == SerialFrame::Kind::improvDamaged;
  // Anything else is what a device says: an echo of ours.
  if (!damaged && frame.improvType != improv::kCommandPacket) return;
  const Bytes packet(reinterpret_cast<const uint8_t*>(frame.data), frame.size);
  if (damaged || !improv::parseCommand(packet, command)) {
    error(improv::kInvalidPacket);
    return;
  }
  switch (command.command) {
    case improv::kSendWifi: join(command.data); break;
    case improv::kCurrentState:
      state();
      if (parts_.network.wifiJoined()) result(command.command, nullptr, 0);
      break;
    case improv::kDeviceInfo: info(); break;
    case improv::kScan:
      if (pending_ != Pending::none || parts_.network.isTrying()) {
        error(improv::kUnknownError);
        break;
      }
      pending_ = Pending::scanning;
      parts_.wifi.startScan();
      break;
    default: error(improv::kUnknownCommand);
  }
}

void ImprovService::poll() {
  if (pending_ == Pending::scanning) {
    const int found = parts_.wifi.scanned();
    if (found >= 0) finishScan(found);
  }
  const bool ready = parts_.progress.stage() != Stage::makingKey && parts_.key.ready() && !parts_.network.isTrying();
  if (pending_ != Pending::waiting || !ready) return;
  pending_ = Pending::trying;
  parts_.network.tryWifi(wanted_, *this);
}

void ImprovService::join(Bytes data) {
  Text ssid, password;
  if (pending_ != Pending::none || !improv::parseWifi(data, ssid, password)) {
    error(improv::kInvalidPacket);
    return;
  }
  if (!isWifi(ssid, password)) {
    Trouble trouble;
    trouble.set("wifi-wrong-password", false,
                "A Wi-Fi password has 8 to 63 characters, and a name at most 32 bytes.");
    parts_.progress.failed(trouble);
    error(improv::kUnableToConnect);
    return;
  }
  wanted_.ssid.assign(ssid);
  wanted_.password.assign(password);
  pending_ = Pending::waiting;
  error(improv::kNoError);
  state();
}

bool ImprovService::storeWorking() { return parts_.settings.saveWiFiCredentials(wanted_); }

void ImprovService::trialEnded(WifiFailure failure, bool stored) {
  pending_ = Pending::none;
  wanted_ = WifiSettings();
  state();
  if (failure != WifiFailure::none) error(improv::kUnableToConnect);
  else if (!stored) error(improv::kUnknownError);
  else result(improv::kSendWifi, nullptr, 0);
}

void ImprovService::finishScan(int found) {
  pending_ = Pending::none;
  for (int each = 0; each < found; each++) {
    const AccessPoint point = parts_.wifi.found(each);
    if (point.ssid.empty()) continue;
    char rssi[8];
    const int length = std::snprintf(rssi, sizeof rssi, "%d", point.rssi);
    const Text texts[] = {point.ssid.view(), Text(rssi, static_cast<size_t>(length)), point.secured ? "YES" : "NO"};
    result(improv::kScan, texts, 3);
  }
  result(improv::kScan, nullptr, 0);
}

void ImprovService::info() {
  char name[20];
  const Text uid = parts_.system.uid();
  const int length = std::snprintf(name, sizeof name, "esplock-%.6s", uid.data() + 6);
  const Text texts[] = {"esplock", parts_.system.version(), parts_.system.chip(),
                        Text(name, static_cast<size_t>(length))};
  result(improv::kDeviceInfo, texts, 4);
}

void ImprovService::state() {
  const bool joining = pending_ == Pending::waiting || pending_ == Pending::trying;
  const uint8_t settled = parts_.network.wifiJoined() ? improv::kProvisioned : improv::kReady;
  const uint8_t data[] = {joining ? improv::kProvisioning : settled};
  write(improv::kStatePacket, data);
}

void ImprovService::error(uint8_t code) {
  const uint8_t data[] = {code};
  write(improv::kErrorPacket, data);
}

void ImprovService::result(uint8_t command, const Text* texts, size_t count) {
  uint8_t packet[improv::kPacketMax];
  parts_.serial.write(Bytes(packet, improv::writeResult(command, texts, count, packet)));
}

void ImprovService::write(uint8_t type, Bytes data) {
  uint8_t packet[improv::kPacketMax];
  parts_.serial.write(Bytes(packet, improv::writePacket(type, data, packet)));
}

}  // namespace esplock
