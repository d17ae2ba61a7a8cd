import { readFileSync } from "node:fs";
import { type EcPublicJwk, openCommand, ProtocolError } from "@openlock/protocol";
import { describe, expect, test } from "vitest";
import type { DoorClock } from "../core/clock.ts";
import type { SettingsStore } from "../core/settings.ts";
import { Revocations } from "./revocations.ts";
import { SignatureGuard } from "./signature-guard.ts";

interface Vectors {
  readonly device: {
    readonly door: string;
    readonly kid: string;
    readonly key: string;
    readonly ownerKeys: readonly EcPublicJwk[];
    readonly revoked: readonly ({ readonly until: number } & (
      | { readonly jti: string }
      | { readonly kid: string }
    ))[];
  };
  readonly cases: readonly {
    readonly name: string;
    readonly now: number;
    readonly jwe: string;
    readonly at?: "open" | "authorise";
    readonly error?: string;
  }[];
}

const read = <T>(file: string): T =>
  JSON.parse(readFileSync(new URL(`../../../../protocol/vectors/${file}`, import.meta.url), "utf8"));
const { device, cases } = read<Vectors>("signed-commands.json");

/** What is left of the device's parts when only signatures are looked at. */
function guardAt(now: number): SignatureGuard {
  const content = new Map<string, Uint8Array>();
  const nvs = {
    get: (key: string) => content.get(key),
    commit: (changes: ReadonlyMap<string, Uint8Array | null>) => {
      for (const [key, value] of changes) if (value) content.set(key, value);
    },
    erase: () => content.clear(),
  };
  const revocations = new Revocations(nvs, { error: () => {} });
  for (const each of device.revoked) revocations.add(each, 0);
  const settings = { current: { doorId: device.door, ownerKeys: device.ownerKeys } };
  return new SignatureGuard(
    settings as unknown as SettingsStore,
    { nowSeconds: () => now } as unknown as DoorClock,
    revocations,
  );
}

describe("signed-commands.json", () => {
  test.each(cases.map((one) => [one.name, one] as const))("%s", async (_, { now, jwe, at, error }) => {
    const { jwk } = read<{ jwk: JsonWebKey }>(device.key);
    const algorithm = { name: "RSA-OAEP", hash: "SHA-256" };
    const privateKey = await crypto.subtle.importKey("jwk", jwk, algorithm, false, ["decrypt"]);
    const opening = openCommand(jwe, { door: device.door, kid: device.kid, privateKey });
    if (at === "open") {
      await expect(opening).rejects.toBeInstanceOf(ProtocolError);
      await expect(opening).rejects.toMatchObject({ code: error });
      return;
    }
    const opened = await opening;
    if (opened.by !== "signature") throw new Error("not signed");
    const guard = guardAt(now);
    const refusals = [await guard.refuse(opened.jws), await guard.refuse(opened.jws)];
    // Twice, for what is remembered must change nothing.
    expect(refusals.map((refusal) => refusal === undefined)).toEqual([!error, !error]);
  });
});
