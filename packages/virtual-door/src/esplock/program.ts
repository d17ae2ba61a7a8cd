import { type DeviceFirmware, encodeBase64url } from "@openlock/protocol";
import type { Program } from "../chip/services.ts";
import { PasswordGuard } from "./command/password-guard.ts";
import { ReplayMemory } from "./command/replay-memory.ts";
import { Revocations } from "./command/revocations.ts";
import { SignatureGuard } from "./command/signature-guard.ts";
import { Boot } from "./core/boot.ts";
import { DoorClock } from "./core/clock.ts";
import { type DeviceKey, loadDeviceKey } from "./core/device-key.ts";
import { Led } from "./core/led.ts";
import { Log } from "./core/log.ts";
import { Progress } from "./core/progress.ts";
import { SettingsStore } from "./core/settings.ts";
import { EventJournal } from "./door/events.ts";
import { OfflineGuard } from "./door/fail-safe.ts";
import { Lock } from "./door/lock.ts";
import { Sensors } from "./door/sensors.ts";
import { coalesce, StatusReport } from "./door/status.ts";
import { NetworkLoop } from "./relay/network.ts";
import { WifiLink } from "./relay/wifi-link.ts";
import { listenToSerial } from "./serial/listen.ts";
import { UpdateReports } from "./update/reports.ts";
import { Trial } from "./update/trial.ts";
import { Updater } from "./update/updater.ts";

/** Time for an answer to leave the chip before it restarts, in milliseconds. */
const RESTART_AFTER_MS = 500;

/** esplock, the program of the device, from boot until the chip is off. */
export const esplock: Program = async (chip) => {
  const boot = new Boot(chip);
  if (chip.off.aborted) return;
  const log = new Log(boot);
  const firmware: DeviceFirmware = { version: chip.image.version, chip: chip.chipName };
  const uid = Buffer.from(chip.mac).toString("hex");
  log.info("esplock", `version ${firmware.version} on ${firmware.chip}, UID ${uid}`);

  const nonce = encodeBase64url(chip.random(16));
  const led = new Led(boot);
  const progress = new Progress(boot, led);
  const clock = new DoorClock(boot);
  const settings = new SettingsStore(boot, log);
  const events = new EventJournal(boot, clock);

  // Filled in below; what happens before that is told when the first session opens.
  let network: NetworkLoop | undefined;
  const changed = coalesce(boot, () => network?.tellStatus());
  const lock = new Lock(boot, clock, led, changed);
  const sensors = new Sensors(boot, events, changed);
  const status = new StatusReport(boot, nonce, clock, lock, sensors);
  const offlineGuard = new OfflineGuard(boot, log, lock, () => settings.failSafe);
  const guard = new PasswordGuard(
    boot,
    () => settings.password,
    (seconds) => {
      log.warn("password", `wrong too often: locked out for ${seconds} s`);
      events.report("locked-out", { seconds });
    },
  );
  const revocations = new Revocations(chip.nvs, log);
  const signatures = new SignatureGuard(settings, clock, revocations);
  const reports = new UpdateReports();
  const trial = new Trial({ boot, log, settings, reports });
  const updater = new Updater({
    ...{ boot, log, led, lock, settings, reports, trial },
    network: () => network,
    access: () => network?.access,
  });
  offlineGuard.offline();

  const restartSoon = () => {
    log.info("esplock", "restarting");
    boot.after(RESTART_AFTER_MS, () => {
      boot.spawn((network?.halt() ?? Promise.resolve()).then(() => chip.restart()));
    });
  };

  const parts = {
    boot,
    log,
    led,
    progress,
    clock,
    settings,
    events,
    lock,
    status,
    offlineGuard,
    guard,
    revocations,
    signatures,
    reports,
    trial,
    updater,
  };
  const identity = { nonce, uid, firmware };
  let key: DeviceKey | undefined;
  const startNetwork = async () => {
    key = await loadDeviceKey(boot, log, () => progress.enter("making-key"));
    log.info("key", `fingerprint ${key.kid}`);
    const replay = new ReplayMemory(boot);
    const wifi = new WifiLink(boot);
    network = new NetworkLoop({ ...parts, ...identity, key, replay, wifi, onRestart: restartSoon });
    network.start();
    return network;
  };
  const started = startNetwork();
  boot.spawn(started.then(() => {}));
  listenToSerial({ ...parts, ...identity, key: () => key, network: started, restartSoon });
  await boot.over;
};
