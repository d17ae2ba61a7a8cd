import { describe, expect, it } from "vitest";
import type { AuditEntry, AuditRecords } from "../records/records.ts";
import { createJournal } from "./group-commit.ts";

const entry = (action: string): AuditEntry => ({ at: 1, actor: { kind: "relay" }, action, outcome: "done" });

/** An audit table whose commits end when the test says. */
function heldAudit() {
  const commits: { readonly actions: readonly string[]; finish(): void; fail(): void }[] = [];
  const append: AuditRecords["append"] = (entries) =>
    new Promise((resolve, reject) => {
      commits.push({
        actions: entries.map(({ action }) => action),
        finish: () => resolve(1),
        fail: () => reject(new Error("disk full")),
      });
    });
  const audit: AuditRecords = { append, list: async () => [], commandHashesSince: async () => [] };
  return { audit, commits };
}

describe("the journal", () => {
  it("puts what comes during a commit into the next one, in order", async () => {
    const { audit, commits } = heldAudit();
    const journal = createJournal(audit);
    const first = journal.write(entry("a"));
    await expect.poll(() => commits.length).toBe(1);
    const rest = ["b", "c", "d"].map((action) => journal.write(entry(action)));
    commits[0]?.finish();
    await first;
    await expect.poll(() => commits.length).toBe(2);
    expect(commits.map(({ actions }) => actions)).toEqual([["a"], ["b", "c", "d"]]);
    commits[1]?.finish();
    await Promise.all(rest);
  });

  it("acknowledges nothing that was not committed, and goes on after a failure", async () => {
    const { audit, commits } = heldAudit();
    const journal = createJournal(audit);
    const refused = expect(journal.write(entry("a"))).rejects.toThrow("disk full");
    await expect.poll(() => commits.length).toBe(1);
    commits[0]?.fail();
    await refused;
    const taken = journal.write(entry("b"));
    await expect.poll(() => commits.length).toBe(2);
    commits[1]?.finish();
    await taken;
  });

  it("refuses rather than grow without end", async () => {
    const { audit } = heldAudit();
    const journal = createJournal(audit);
    for (let count = 0; count < 10_000; count++) journal.write(entry("x")).catch(() => {});
    await expect(journal.write(entry("one too many"))).rejects.toMatchObject({ code: "store-unavailable" });
  });

  it("closes when all that waits is durable, and takes no more", async () => {
    const { audit, commits } = heldAudit();
    const journal = createJournal(audit);
    const last = journal.write(entry("last"));
    let closed = false;
    const closing = journal.close().then(() => {
      closed = true;
    });
    await expect(journal.write(entry("late"))).rejects.toMatchObject({ code: "store-unavailable" });
    await expect.poll(() => commits.length).toBe(1);
    expect(closed).toBe(false);
    commits[0]?.finish();
    await Promise.all([last, closing]);
  });
});
