import type { Check } from "./check.ts";
import { commandChecks } from "./commands.ts";
import { configureChecks } from "./configure.ts";
import { failSafeChecks } from "./fail-safe.ts";
import { frameChecks } from "./frames.ts";
import { grantChecks } from "./grants/grants.ts";
import { ownerKeyChecks } from "./grants/owner-keys.ts";
import { revocationChecks } from "./grants/revocations.ts";
import { scheduleChecks } from "./grants/schedule.ts";
import { signedChecks } from "./grants/signed.ts";
import { improvChecks } from "./improv.ts";
import { ledChecks } from "./led.ts";
import { newWifiChecks } from "./new-wifi.ts";
import { orderChecks } from "./order.ts";
import { passwordChecks } from "./passwords.ts";
import { reconnectChecks } from "./reconnect.ts";
import { registrationChecks } from "./registration.ts";
import { replayChecks } from "./replay.ts";
import { sealedChecks } from "./sealed.ts";
import { serialChecks } from "./serial.ts";
import { socketChecks } from "./socket.ts";
import { timeChecks } from "./time.ts";
import { tlsChecks } from "./tls.ts";
import { downloadChecks } from "./updates/download.ts";
import { imageChecks } from "./updates/image.ts";
import { powerCutChecks } from "./updates/power.ts";
import { updateRefusalChecks } from "./updates/refusals.ts";
import { restartChecks } from "./updates/restart.ts";
import { trialChecks } from "./updates/trial.ts";

/** Everything that is tried, in the order of the protocol. */
export const CHECKS: readonly Check[] = [
  ...sealedChecks,
  ...orderChecks,
  ...commandChecks,
  ...replayChecks,
  ...passwordChecks,
  ...configureChecks,
  ...newWifiChecks,
  ...registrationChecks,
  ...tlsChecks,
  ...timeChecks,
  ...socketChecks,
  ...frameChecks,
  ...reconnectChecks,
  ...updateRefusalChecks,
  ...downloadChecks,
  ...imageChecks,
  ...restartChecks,
  ...trialChecks,
  ...powerCutChecks,
  ...serialChecks,
  ...improvChecks,
  ...failSafeChecks,
  ...ledChecks,
  ...ownerKeyChecks,
  ...signedChecks,
  ...grantChecks,
  ...scheduleChecks,
  ...revocationChecks,
];
