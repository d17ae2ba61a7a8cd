import { DATA_SUBTYPE, PARTITION_TYPE } from "@openlock/esp-image";
import { BOUNDS, randomBase64url } from "@openlock/protocol";
import { expect, test } from "vitest";
import { Faults, PowerCut } from "../../chip/faults.ts";
import { Flash } from "../../chip/flash.ts";
import { Nvs } from "../../chip/nvs.ts";
import { Revocations } from "./revocations.ts";

const NOW = 1_800_000_000;
const partition = {
  ...{ label: "nvs", type: PARTITION_TYPE.data, subtype: DATA_SUBTYPE.nvs, offset: 0x9000, size: 0x5000 },
};
const silent = { error: () => {} };
const jti = () => ({ jti: randomBase64url(16) });

test("64 are kept; the 65th is refused, and takes no other's place", () => {
  const flash = new Flash();
  const revocations = new Revocations(new Nvs(flash, partition), silent);
  const kept = Array.from({ length: BOUNDS.revocations }, jti);
  for (const what of kept) expect(revocations.add({ ...what, until: NOW + 100 }, NOW)).toBe(true);
  const late = jti();
  expect(revocations.add({ ...late, until: NOW + 100 }, NOW)).toBe(false);
  // One that is there already needs no room.
  expect(revocations.add({ jti: kept[0]?.jti ?? "", until: NOW + 200 }, NOW)).toBe(true);
  const restarted = new Revocations(new Nvs(flash, partition), silent);
  for (const each of [revocations, restarted]) {
    for (const what of kept) expect(each.isRevoked(what, NOW + 99)).toBe(true);
    expect(each.isRevoked(late, NOW)).toBe(false);
  }
  // What is over makes room.
  expect(restarted.add({ ...late, until: NOW + 300 }, NOW + 100)).toBe(true);
  expect(restarted.isRevoked({ jti: kept[0]?.jti ?? "" }, NOW + 199)).toBe(true);
  expect(restarted.isRevoked({ jti: kept[1]?.jti ?? "" }, NOW + 100)).toBe(false);
});

test("the same one again lasts until the later of both; a grant's jti is no key's kid", () => {
  const revocations = new Revocations(new Nvs(new Flash(), partition), silent);
  const same = randomBase64url(32);
  expect(revocations.add({ jti: same, until: NOW + 100 }, NOW)).toBe(true);
  expect(revocations.add({ jti: same, until: NOW + 50 }, NOW)).toBe(true);
  expect(revocations.isRevoked({ jti: same }, NOW + 99)).toBe(true);
  expect(revocations.isRevoked({ jti: same }, NOW + 100)).toBe(false);
  expect(revocations.isRevoked({ kid: same }, NOW)).toBe(false);
});

test("a power cut at any write: it is kept or it is not, and every other one still is", () => {
  const before = Array.from({ length: 40 }, jti);
  const late = jti();
  const seen = new Set<boolean>();
  for (let write = 1; ; write++) {
    const faults = new Faults();
    const flash = new Flash({ faults });
    const revocations = new Revocations(new Nvs(flash, partition), silent);
    for (const what of before) revocations.add({ ...what, until: NOW + 100 }, NOW);
    faults.set({ powerCutAtWrite: write, powerCutDone: (write % 4) / 4 });
    let answered = false;
    try {
      answered = revocations.add({ ...late, until: NOW + 100 }, NOW);
    } catch (fault) {
      if (!(fault instanceof PowerCut)) throw fault;
    }
    const after = new Revocations(new Nvs(flash, partition), silent);
    for (const what of before) expect(after.isRevoked(what, NOW)).toBe(true);
    seen.add(after.isRevoked(late, NOW));
    if (!answered) continue;
    expect(after.isRevoked(late, NOW)).toBe(true);
    break;
  }
  expect(seen).toEqual(new Set([false, true]));
});
