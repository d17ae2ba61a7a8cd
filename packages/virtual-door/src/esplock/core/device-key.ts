import { parseShape, RsaPublicJwk, thumbprint } from "@openlock/protocol";
import type { CryptoKey } from "jose";
import { type Boot, Stopped } from "./boot.ts";
import type { Log } from "./log.ts";
import { NVS_KEYS } from "./nvs-keys.ts";

const ALGORITHM = { name: "RSA-OAEP", hash: "SHA-256" } as const;

export interface DeviceKey {
  /** Not extractable. */
  readonly privateKey: CryptoKey;
  readonly publicKey: RsaPublicJwk;
  /** Its thumbprint. */
  readonly kid: string;
}

/**
 * The device's key from NVS; at first boot a new one, which takes some seconds on a real chip. So does a key that
 * cannot be read: the device is then another one to its relay and to clients, and opens for nobody until set up anew.
 *
 * @param making called before a key is made
 */
export async function loadDeviceKey(boot: Boot, log: Log, making: () => void): Promise<DeviceKey> {
  const stored = boot.chip.nvs.get(NVS_KEYS.deviceKey);
  if (stored) {
    try {
      return await importPkcs8(boot, new Uint8Array(stored));
    } catch (fault) {
      if (fault instanceof Stopped) throw fault;
      log.error("key", "the stored device key cannot be read");
    }
  }
  making();
  log.info("key", "making the device key (RSA, 2048 bits); this takes some seconds");
  const pair = await boot.alive(
    crypto.subtle.generateKey(
      { ...ALGORITHM, modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) },
      true,
      ["encrypt", "decrypt"],
    ),
  );
  const pkcs8 = new Uint8Array(await boot.alive(crypto.subtle.exportKey("pkcs8", pair.privateKey)));
  const key = await importPkcs8(boot, pkcs8);
  boot.chip.nvs.commit(new Map([[NVS_KEYS.deviceKey, pkcs8]]));
  log.info("key", "device key made and stored");
  return key;
}

async function importPkcs8(boot: Boot, pkcs8: Uint8Array<ArrayBuffer>): Promise<DeviceKey> {
  const readable = await boot.alive(crypto.subtle.importKey("pkcs8", pkcs8, ALGORITHM, true, ["decrypt"]));
  const { kty, n, e } = await boot.alive(crypto.subtle.exportKey("jwk", readable));
  const publicKey = parseShape(RsaPublicJwk, { kty, n, e });
  const privateKey = await boot.alive(crypto.subtle.importKey("pkcs8", pkcs8, ALGORITHM, false, ["decrypt"]));
  return { privateKey, publicKey, kid: await boot.alive(thumbprint(publicKey)) };
}
