import * as z from "zod/mini";
import { BOUNDS } from "./bounds.ts";
import { EcPublicJwk } from "./ec-key.ts";
import { DoorId } from "./names.ts";

const utf8 = new TextEncoder();
const bytesAtMost = (max: number) =>
  z.refine<string>((text) => utf8.encode(text).length <= max, `longer than ${max} bytes`);

/** IEEE 802.11: an SSID of 1 to 32 bytes; a WPA passphrase of 8 to 63, or none for an open network. */
export const WifiSettings = z.strictObject({
  ssid: z.string().check(z.minLength(1), bytesAtMost(32)),
  password: z.string().check(z.regex(/^$|^[\x20-\x7e]{8,63}$/, "not a Wi-Fi password")),
});

export const ServerSettings = z.strictObject({
  url: z.string().check(
    z.maxLength(256),
    // No user, query or fragment, and nothing that a lenient parser mends: a browser and an ESP32 must read it alike.
    z.refine(
      (text) => /^https:\/\/[a-z0-9[][!-~]*$/.test(text) && !/[?#@\\]/.test(text) && URL.canParse(text),
      "not an https address",
    ),
  ),
  /** PEM of the authority that the relay's certificate must come from; without it the public roots. */
  ca: z.exactOptional(
    z
      .string()
      .check(
        z.maxLength(2560),
        z.regex(
          /^-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\n]+\n-----END CERTIFICATE-----\n?$/,
          "not a certificate",
        ),
      ),
  ),
});

/** The door's root credential. */
export const DoorPassword = z.string().check(z.minLength(8), bytesAtMost(128));

/** What a door does while it cannot reach the relay (section 7). */
export const FailSafe = z.strictObject({
  onOffline: z.enum(["hold", "lock", "unlock"]),
  afterSeconds: z.int().check(z.minimum(0), z.maximum(86_400)),
});
export type FailSafe = z.infer<typeof FailSafe>;

export const DEFAULT_FAIL_SAFE: FailSafe = { onOffline: "lock", afterSeconds: 60 };

export const RelockSeconds = z.int().check(z.minimum(1), z.maximum(BOUNDS.unlockSecondsMax));
export const DEFAULT_RELOCK_SECONDS = 5;

/** What `configure` may set: any of these, all or nothing. */
export const DeviceSettings = z.strictObject({
  wifi: z.exactOptional(WifiSettings),
  server: z.exactOptional(ServerSettings),
  doorId: z.exactOptional(DoorId),
  password: z.exactOptional(DoorPassword),
  relockSeconds: z.exactOptional(RelockSeconds),
  failSafe: z.exactOptional(FailSafe),
  releaseKeys: z.exactOptional(z.array(EcPublicJwk).check(z.maxLength(4))),
  ownerKeys: z.exactOptional(z.array(EcPublicJwk).check(z.maxLength(8))),
});
export type DeviceSettings = z.infer<typeof DeviceSettings>;
