import { type DeviceInfo, encodeBase64url, thumbprint } from "@openlock/protocol";
import { expect, test } from "vitest";
import { compareFingerprints } from "./compare-fingerprints.ts";

function key(seed: number) {
  return {
    kty: "RSA" as const,
    n: encodeBase64url(new Uint8Array(256).fill(0x80 | seed)),
    e: "AQAB" as const,
  };
}

function info(publicKey: ReturnType<typeof key>, kid: string): DeviceInfo {
  return {
    uid: "a0b1c2d3e4f5",
    firmware: { version: "1.0.0", chip: "ESP32" },
    stage: "online",
    publicKey,
    kid,
  };
}

const answer = { boot: "A".repeat(22), registeredAt: 1 };

test("the same key matches", async () => {
  const kid = await thumbprint(key(1));
  const compared = await compareFingerprints(info(key(1), kid), { key: key(1), ...answer });
  expect(compared).toEqual({ board: kid, relay: kid, match: true });
});

test("another key at the relay does not, even where the board claims that key's fingerprint", async () => {
  const claimed = await thumbprint(key(2));
  const compared = await compareFingerprints(info(key(1), claimed), { key: key(2), ...answer });
  expect(compared.match).toBe(false);
  expect(compared.board).toBe(await thumbprint(key(1)));
});
