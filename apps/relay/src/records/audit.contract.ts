import { describe, expect, it } from "vitest";
import type { OpenStore } from "./records.contract.ts";
import type { AuditEntry } from "./records.ts";

const AT = 1_800_000_000_000;

/** What every implementation of `AuditRecords` must do. */
export function describeAuditRecords(store: OpenStore) {
  describe("audit", () => {
    const entry = (more: Partial<AuditEntry> = {}): AuditEntry => ({
      at: AT,
      actor: { kind: "relay" },
      action: "test",
      outcome: "done",
      ...more,
    });

    it("keeps every member of a row", async () => {
      const full = entry({
        actor: { kind: "person", id: "p1", label: "ana@example.org" },
        ip: "192.0.2.1",
        door: store.fresh("audited"),
        code: "replayed",
        ref: "jti",
        commandHash: "hash",
        detail: { text: "a", number: 1, yes: true },
        outcome: "refused",
      });
      const seq = await store.records.audit.append([full]);
      expect(await store.second.audit.list({ limit: 1 })).toEqual([{ ...full, seq }]);
    });

    it("keeps the rows of one call together and in order, whoever else writes", async () => {
      const batches = await Promise.all(
        store.both().map(async (node, batch) => {
          const first = await node.audit.append(
            [0, 1, 2].map((row) => entry({ action: `batch-${batch}-${row}` })),
          );
          return { batch, first };
        }),
      );
      const rows = await store.records.audit.list({ limit: 500 });
      for (const { batch, first } of batches) {
        for (const row of [0, 1, 2]) {
          expect(rows.find(({ seq }) => seq === first + row)?.action).toBe(`batch-${batch}-${row}`);
        }
      }
    });

    it("keeps many rows of one call in order", async () => {
      const door = store.fresh("many");
      const first = await store.records.audit.append(
        Array.from({ length: 500 }, (_, row) => entry({ door, detail: { row } })),
      );
      const rows = await store.second.audit.list({ door, limit: 500 });
      expect(rows.map(({ seq, detail }) => [seq, detail?.row])).toEqual(
        Array.from({ length: 500 }, (_, row) => [first + row, row]).reverse(),
      );
    });

    it("keeps text that a database cannot hold as near as it can, and the rows beside it as they are", async () => {
      const door = store.fresh("text");
      const label = "quotes ' \" and \\u0000, é, 🔒";
      await store.records.audit.append([
        entry({
          door,
          actor: { kind: "person", id: "p", label: "a\0b\uD800c" },
          detail: { text: "\0\uDC00" },
        }),
        entry({ door, actor: { kind: "person", id: "p", label }, detail: { label } }),
      ]);
      const rows = await store.records.audit.list({ door, limit: 2 });
      expect(rows[0]).toMatchObject({ actor: { label }, detail: { label } });
      expect(rows[1]?.actor).toMatchObject({ label: "a\uFFFDb\uFFFDc" });
    });

    it("filters and pages, newest first", async () => {
      const door = store.fresh("paged");
      for (let row = 0; row < 5; row++)
        await store.records.audit.append([entry({ door, action: `row-${row}` })]);
      const page = await store.records.audit.list({ door, limit: 2 });
      expect(page.map(({ action }) => action)).toEqual(["row-4", "row-3"]);
      const next = await store.records.audit.list({ door, limit: 10, before: page[1]?.seq ?? 0 });
      expect(next.map(({ action }) => action)).toEqual(["row-2", "row-1", "row-0"]);
      expect(await store.records.audit.list({ door, action: "row-1", limit: 10 })).toHaveLength(1);
      expect(await store.records.audit.list({ personId: "p1", limit: 10 })).toHaveLength(1);
    });

    it("finds how doings began and ended, and not their refusals", async () => {
      const [one, other] = [store.fresh("ref"), store.fresh("ref")];
      const first = await store.records.audit.append([
        entry({ ref: one, outcome: "begun" }),
        entry({ ref: one, outcome: "refused" }),
        entry({ ref: other, outcome: "begun" }),
        entry({ ref: one, outcome: "failed" }),
        entry({ ref: store.fresh("ref"), outcome: "done" }),
      ]);
      const rows = await store.second.audit.list({ refs: [one, other], limit: 10 });
      expect(rows.map(({ seq }) => seq - first)).toEqual([3, 2, 0]);
    });

    it("tells the hashes of commands since a time", async () => {
      await store.records.audit.append([
        entry({ at: AT + 100_000, door: "hashes", commandHash: "old" }),
        entry({ at: AT + 200_000, door: "hashes", commandHash: "new" }),
        entry({ at: AT + 200_000 }),
      ]);
      expect(await store.second.audit.commandHashesSince(AT + 200_000)).toEqual([
        { door: "hashes", hash: "new", at: AT + 200_000 },
      ]);
    });
  });
}
