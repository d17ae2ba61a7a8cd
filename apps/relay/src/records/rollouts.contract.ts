import type { RolloutPlan } from "@openlock/api";
import { describe, expect, it } from "vitest";
import type { OpenStore } from "./records.contract.ts";
import { CHUNK_BYTES, type Release } from "./release-records.ts";

const AT = 1_800_000_000_000;
const PLAN: RolloutPlan = {
  ...{ steps: [50, 100], soakSeconds: 0, atOnce: 2 },
  haltAt: { doors: 1, percent: 100 },
};
// A point of P-256: the generator (SP 800-186, 3.2.1.3).
const KEY = {
  kty: "EC",
  crv: "P-256",
  x: "axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY",
  y: "T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU",
} as const;

/** The part of `describeRecords` that is about releases, their images and rollouts. */
export function describeRolloutRecords(rig: OpenStore) {
  const release = (change: Partial<Release> = {}): Release => ({
    ...{ id: rig.fresh("release"), manifest: rig.fresh("a.b.c"), version: "1.1.0", chip: "ESP32", size: 5 },
    ...{
      sha256: "a".repeat(64),
      signedAt: 1,
      kid: "k",
      checked: true,
      at: AT,
      uploadedBy: "Olga",
      ...change,
    },
  });
  const uploaded = async () => {
    const made = release();
    await rig.records.releases.begin(made, 0);
    expect(await rig.second.releases.finish(made.id)).toBe("done");
    return made;
  };
  const begun = async (count: number) => {
    const { id, version, chip, sha256 } = await uploaded();
    const doors: string[] = [];
    for (let at = 0; at < count; at++) {
      const door = rig.fresh("door");
      await rig.records.doors.create({ id: door, name: door, at: AT });
      doors.push(door);
    }
    const asked = {
      ...{ release: { id, version, chip, sha256 }, plan: PLAN, createdAt: AT, createdBy: "Olga" },
      doors: doors.map((door) => ({ door, stage: 0, state: "waiting" as const, from: "1.0.0" })),
    };
    const made = await rig.records.rollouts.create(asked);
    if (made.outcome !== "done") throw new Error(made.outcome);
    return { rollout: made.rollout, doors, asked };
  };
  const offerTo = (door: string, offer: string) => ({ door, offer, boot: "b", atOnce: 2, at: AT });

  describe("releases", () => {
    it("keep an image byte for byte, and show it only when all of it is there", async () => {
      const made = release({ size: CHUNK_BYTES + 3 });
      const bytes = Uint8Array.from({ length: CHUNK_BYTES }, (_, at) => at % 251);
      await rig.records.releases.begin(made, 0);
      await rig.records.releases.putChunk(made.id, 0, bytes);
      await rig.records.releases.putChunk(made.id, 1, Uint8Array.of(0, 255, 128));
      expect(await rig.second.releases.byId(made.id)).toBeUndefined();
      expect(await rig.second.releases.chunk(made.id, 0)).toBeUndefined();
      expect(await rig.records.releases.finish(made.id)).toBe("done");
      expect(await rig.second.releases.byId(made.id)).toEqual(made);
      expect(Buffer.from((await rig.second.releases.chunk(made.id, 0)) ?? []).equals(bytes)).toBe(true);
      expect([...((await rig.second.releases.chunk(made.id, 1)) ?? [])]).toEqual([0, 255, 128]);
      expect(await rig.second.releases.chunk(made.id, 2)).toBeUndefined();
    });

    it("are there once for a manifest, and forget uploads that nobody finished", async () => {
      const first = await uploaded();
      const again = release({ manifest: first.manifest });
      await rig.records.releases.begin(again, 0);
      expect(await rig.second.releases.finish(again.id)).toBe("taken");
      const left = release();
      await rig.records.releases.begin(left, 0);
      await rig.second.releases.begin(release(), AT + 1);
      expect(await rig.records.releases.finish(left.id)).toBe("unknown");
    });

    it("stay while a rollout has them", async () => {
      const { rollout } = await begun(1);
      expect(await rig.second.releases.remove(rollout.release.id)).toBe("in-use");
      await rig.second.rollouts.move(rollout.id, ["running"], "stopped", AT);
      expect(await rig.records.releases.remove(rollout.release.id)).toBe("done");
      expect(await rig.records.releases.remove(rollout.release.id)).toBe("unknown");
    });

    it("have as many keys as may be, whoever adds them at the same time", async () => {
      for (const { kid } of await rig.records.releases.keys()) await rig.records.releases.removeKey(kid);
      const outcomes = await Promise.all(
        rig
          .both()
          .map((node) => node.releases.putKey({ kid: rig.fresh("kid"), key: KEY, name: "K", at: AT }, 4)),
      );
      expect(outcomes.filter((outcome) => outcome === "done")).toHaveLength(4);
      const [key] = await rig.second.releases.keys();
      if (!key) throw new Error("no key");
      expect(await rig.records.releases.putKey({ ...key, name: "Other" }, 4)).toBe("done");
      expect((await rig.second.releases.keys())[0]).toEqual({ ...key, name: "Other" });
      expect(await rig.second.releases.removeKey(key.kid)).toBe(true);
      expect(await rig.second.releases.removeKey(key.kid)).toBe(false);
    });
  });

  describe("rollouts", () => {
    it("are for each door one at a time", async () => {
      const { asked, rollout } = await begun(2);
      expect(await rig.second.rollouts.create(asked)).toEqual({ outcome: "busy" });
      await rig.records.rollouts.move(rollout.id, ["running"], "stopped", AT);
      const both = await Promise.all(rig.both().map((node) => node.rollouts.create(asked)));
      expect(both.filter(({ outcome }) => outcome === "done")).toHaveLength(1);
    });

    it("are driven by one node at a time, and by another after the lease", async () => {
      const { rollout } = await begun(1);
      const claim = (now: number) =>
        Promise.all(rig.both().map((node) => node.rollouts.claim(now, 1000))).then((all) =>
          all.filter((claimed) => claimed?.id === rollout.id),
        );
      expect(await claim(AT)).toHaveLength(1);
      expect(await claim(AT + 999)).toHaveLength(0);
      expect(await claim(AT + 1000)).toHaveLength(1);
      await rig.records.rollouts.move(rollout.id, ["running"], "paused", AT);
      expect(await claim(AT + 9999)).toHaveLength(0);
      // A step that ends after somebody paused it does not run it again.
      await rig.records.rollouts.settle(rollout.id, { nextAt: 0, state: "done" });
      expect((await rig.second.rollouts.byId(rollout.id))?.state).toBe("paused");
    });

    it("have no more doors under way than their plan says, whichever node offers", async () => {
      const { rollout, doors } = await begun(4);
      const offered = await Promise.all(
        doors.flatMap((door, at) =>
          [rig.records, rig.second].map((node) =>
            node.rollouts.offer(rollout.id, offerTo(door, `offer-${at}`)),
          ),
        ),
      );
      expect(offered.filter(Boolean)).toHaveLength(2);
      await rig.records.rollouts.move(rollout.id, ["running"], "paused", AT);
      const [waiting] = (await rig.records.rollouts.doors(rollout.id)).filter(
        ({ state }) => state === "waiting",
      );
      const wide = { ...offerTo(waiting?.door ?? "", "late"), atOnce: 9 };
      expect(await rig.second.rollouts.offer(rollout.id, wide)).toBe(false);
    });

    it("end an offer once, and know nothing of one of before", async () => {
      const { rollout, doors } = await begun(1);
      const [door = ""] = doors;
      expect(await rig.records.rollouts.offer(rollout.id, offerTo(door, "one"))).toBe(true);
      expect((await rig.second.rollouts.underWay(door))?.row).toMatchObject({ offer: "one", tries: 1 });
      const how = { phase: "downloading", percent: 40, at: AT };
      expect(await rig.second.rollouts.progress({ door, offer: "one" }, how)).toBe(rollout.id);
      expect(await rig.second.rollouts.progress({ door, offer: "other" }, how)).toBeUndefined();
      const end = { state: "failed", why: "wrong-hash", at: AT, nextAt: AT } as const;
      const ended = await Promise.all(
        rig.both().map((node) => node.rollouts.conclude({ door, offer: "one" }, end)),
      );
      expect(ended.filter((id) => id === rollout.id)).toHaveLength(1);
      expect(await rig.records.rollouts.underWay(door)).toBeUndefined();
      expect(await rig.records.rollouts.retry(rollout.id, undefined, AT)).toBe(1);
      expect(await rig.second.rollouts.doors(rollout.id)).toMatchObject([{ state: "waiting", tries: 0 }]);
    });

    it("lose a door with the door, and are listed for who has all their doors", async () => {
      const { rollout, doors } = await begun(2);
      const [first = "", other = ""] = doors;
      const list = (ids: string[]) => rig.second.rollouts.list({ scope: { all: false, ids }, limit: 200 });
      expect((await list([first])).some(({ id }) => id === rollout.id)).toBe(false);
      expect((await list(doors)).some(({ id }) => id === rollout.id)).toBe(true);
      await rig.records.doors.remove(other);
      expect((await list([first])).some(({ id }) => id === rollout.id)).toBe(true);
      expect(await rig.second.rollouts.counts(rollout.id)).toEqual([
        { stage: 0, state: "waiting", count: 1 },
      ]);
    });
  });
}
