import { DATA_SUBTYPE, PARTITION_TYPE, type Partition } from "@openlock/esp-image";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Faults, PowerCut } from "./faults.ts";
import { Flash } from "./flash.ts";
import { Nvs, NvsFullError } from "./nvs.ts";

const partition: Partition = {
  label: "nvs",
  type: PARTITION_TYPE.data,
  subtype: DATA_SUBTYPE.nvs,
  offset: 0x9000,
  size: 0x5000,
};

const keys = ["a", "key", "settings", "a-rather-long-name-for-a-key"];
const changes = fc.dictionary(
  fc.constantFrom(...keys),
  fc.oneof(fc.constant(null), fc.uint8Array({ maxLength: 1500 })),
  { minKeys: 1 },
);
type Changes = Record<string, Uint8Array | null>;

function content(store: Nvs): Record<string, string> {
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = store.get(key);
      return value ? [[key, Buffer.from(value).toString("hex")]] : [];
    }),
  );
}

function after(before: Record<string, string>, change: Changes): Record<string, string> {
  const next = { ...before };
  for (const [key, value] of Object.entries(change)) {
    if (value === null) delete next[key];
    else next[key] = Buffer.from(value).toString("hex");
  }
  return next;
}

describe("NVS", () => {
  test("keeps what was committed, over a new mount, whatever the history", () => {
    fc.assert(
      fc.property(fc.array(changes, { maxLength: 40 }), (history) => {
        const flash = new Flash();
        let expected: Record<string, string> = {};
        let store = new Nvs(flash, partition);
        for (const change of history) {
          store.commit(new Map(Object.entries(change)));
          expected = after(expected, change);
          expect(content(store)).toEqual(expected);
          store = new Nvs(flash, partition);
          expect(content(store)).toEqual(expected);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("a power cut at any write of a commit leaves the old content or the new, and the store goes on", () => {
    fc.assert(
      fc.property(
        fc.array(changes, { maxLength: 12 }),
        changes,
        changes,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (history, change, later, done) => {
          const make = (faults: Faults) => {
            const flash = new Flash({ faults });
            const store = new Nvs(flash, partition);
            for (const each of history) store.commit(new Map(Object.entries(each)));
            return { flash, store };
          };
          const sound = make(new Faults());
          const old = content(sound.store);
          const start = sound.flash.writes;
          sound.store.commit(new Map(Object.entries(change)));
          const fresh = after(old, change);
          for (let write = 1; write <= sound.flash.writes - start; write++) {
            const faults = new Faults();
            const { flash, store } = make(faults);
            faults.set({ powerCutAtWrite: write, powerCutDone: done });
            expect(() => store.commit(new Map(Object.entries(change)))).toThrow(PowerCut);
            const found = content(new Nvs(flash, partition));
            expect([old, fresh]).toContainEqual(found);
            const next = new Nvs(flash, partition);
            next.commit(new Map(Object.entries(later)));
            expect(content(new Nvs(flash, partition))).toEqual(after(found, later));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test("a power cut at any write of an erase leaves everything or nothing", () => {
    const make = (faults: Faults) => {
      const flash = new Flash({ faults });
      const store = new Nvs(flash, partition);
      for (let round = 0; round < 12; round++) {
        store.commit(new Map([["key", new Uint8Array(900).fill(round)]]));
      }
      return { flash, store };
    };
    for (let write = 1; write <= 4; write++) {
      const faults = new Faults();
      const { flash, store } = make(faults);
      const old = content(store);
      faults.set({ powerCutAtWrite: write });
      expect(() => store.erase()).toThrow(PowerCut);
      expect([old, {}]).toContainEqual(content(new Nvs(flash, partition)));
    }
  });

  test("refuses what does not fit, and keeps what it has", () => {
    const flash = new Flash();
    const store = new Nvs(flash, partition);
    store.commit(new Map([["key", Uint8Array.of(1)]]));
    const writes = flash.writes;
    expect(() => store.commit(new Map([["a", new Uint8Array(9000)]]))).toThrow(NvsFullError);
    expect(flash.writes).toBe(writes);
    expect(content(new Nvs(flash, partition))).toEqual({ key: "01" });
  });

  test("takes any garbage for an empty store", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 3000 }), fc.nat(0x4000), (garbage, at) => {
        const flash = new Flash();
        flash.write(partition.offset + at, garbage);
        const store = new Nvs(flash, partition);
        store.commit(new Map([["key", Uint8Array.of(7)]]));
        expect(new Nvs(flash, partition).get("key")).toEqual(Uint8Array.of(7));
      }),
      { numRuns: 50 },
    );
  });
});
