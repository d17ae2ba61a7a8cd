import type { HistoryEntry, HistoryPage } from "@openlock/api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AuditEntry } from "../src/records/records.ts";
import { createRig, expectProblem, type Rig, type SignedInPerson, START } from "./management-rig.ts";

describe("history", () => {
  let rig: Rig;
  let owner: SignedInPerson;
  beforeEach(async () => {
    rig = await createRig();
    owner = await rig.person("owner");
    await rig.records.doors.create({ id: "front", name: "Front", at: START });
  });
  afterEach(() => rig.close());

  const entry = (more: Partial<AuditEntry>): AuditEntry => ({
    at: rig.clock.now,
    actor: { kind: "person", id: "p1", label: "Ada" },
    action: "command.send",
    door: "front",
    outcome: "done",
    ...more,
  });
  const read = async (query: string, by: SignedInPerson = owner) => {
    const answer = await rig.request<HistoryPage>("GET", `/api/audit?${query}`, { token: by.token });
    expect(answer.status).toBe(200);
    return answer.body;
  };
  /** All pages of a query, one after the other. */
  const readAll = async (query: string, by?: SignedInPerson) => {
    const entries: HistoryEntry[] = [];
    let next: number | undefined;
    do {
      const page = await read(`${query}${next === undefined ? "" : `&before=${next}`}`, by);
      entries.push(...page.entries);
      next = page.next;
    } while (next !== undefined);
    return entries;
  };

  it("tells a doing as one entry: when it began, who and from where, and how it ended", async () => {
    await rig.records.audit.append([
      entry({ outcome: "begun", ref: "r1", ip: "192.0.2.1", detail: { command: "sealed" } }),
      entry({ at: START + 250, ref: "r1", detail: { code: 200 } }),
    ]);
    const { entries } = await read("action=command.send");
    expect(entries).toEqual([
      {
        seq: expect.any(Number),
        at: START,
        actor: { kind: "person", id: "p1", label: "Ada" },
        ip: "192.0.2.1",
        action: "command.send",
        door: "front",
        outcome: "done",
        detail: { command: "sealed", code: 200 },
      },
    ]);
  });

  it("tells one whose end was never written as begun", async () => {
    await rig.records.audit.append([entry({ outcome: "begun", ref: "r1" })]);
    expect((await read("action=command.send")).entries.map(({ outcome }) => outcome)).toEqual(["begun"]);
  });

  it("does not take a later refusal of the same command for the end of the first", async () => {
    await rig.records.audit.append([
      entry({ outcome: "begun", ref: "r1" }),
      entry({ outcome: "refused", code: "replayed", ref: "r1" }),
    ]);
    const { entries } = await read("action=command.send");
    expect(entries.map(({ outcome }) => outcome)).toEqual(["refused", "begun"]);
  });

  it.each([1, 2, 3, 7, 200])("neither doubles nor loses an entry in pages of %i", async (limit) => {
    const rows: AuditEntry[] = [];
    // Ten under way at any time, some without an end, refusals between them.
    for (let doing = 0; doing < 60; doing++) {
      rows.push(entry({ outcome: "begun", ref: `r${doing}` }));
      if (doing % 7 === 0) rows.push(entry({ outcome: "refused", code: "stale" }));
      const ended = doing - 10;
      if (ended >= 0 && ended % 9 !== 0) {
        rows.push(entry({ outcome: ended % 4 === 0 ? "failed" : "done", ref: `r${ended}` }));
      }
    }
    await rig.records.audit.append(rows);
    const entries = await readAll(`action=command.send&limit=${limit}`);
    const count = (outcome: string) => entries.filter((each) => each.outcome === outcome).length;
    const endedOnes = Array.from({ length: 50 }, (_, doing) => doing).filter((doing) => doing % 9 !== 0);
    expect(count("failed")).toBe(endedOnes.filter((doing) => doing % 4 === 0).length);
    expect(count("done")).toBe(endedOnes.filter((doing) => doing % 4 !== 0).length);
    expect(count("begun")).toBe(60 - endedOnes.length);
    expect(count("refused")).toBe(9);
    const seqs = entries.map(({ seq }) => seq);
    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => b - a));
  });

  it("neither doubles nor loses one that was written between two pages", async () => {
    await rig.records.audit.append([1, 2, 3, 4].map((n) => entry({ outcome: "begun", ref: `r${n}` })));
    const first = await read("action=command.send&limit=2");
    await rig.records.audit.append([entry({ ref: "r1" }), entry({ ref: "r4" })]);
    const second = await read(`action=command.send&limit=10&before=${first.next}`);
    // r1 ended meanwhile: it stands at its end, above the first page, where a reader who starts anew finds it.
    expect(second.entries.map(({ outcome }) => outcome)).toEqual(["begun"]);
    const anew = (await read("action=command.send")).entries.map(({ outcome }) => outcome);
    expect(anew).toEqual(["done", "done", "begun", "begun"]);
  });

  it("is found by door, person and action", async () => {
    await rig.records.audit.append([
      entry({ door: "back", outcome: "refused" }),
      entry({ actor: { kind: "person", id: "p2", label: "Bob" } }),
      entry({ action: "door.rename" }),
    ]);
    expect((await read("door=back")).entries.length).toBe(1);
    expect((await read("person=p2")).entries.map(({ actor }) => actor.label)).toEqual(["Bob"]);
    expect((await read("action=door.rename")).entries.length).toBe(1);
    expect((await read("door=front&person=p1")).entries.length).toBe(1);
  });

  it("of a door shows that door alone, to who may use it", async () => {
    await rig.records.audit.append([entry({}), entry({ door: "back" })]);
    const staff = await rig.person("staff", { doors: { all: false, ids: ["front"] } });
    const answer = await rig.request<HistoryPage>("GET", "/api/doors/front/history", { token: staff.token });
    expect(answer.body.entries.map(({ door }) => door)).toEqual(["front"]);
  });

  it("leaves other doors out for an auditor with some", async () => {
    const rows = Array.from({ length: 250 }, (_, at) => entry({ door: at % 50 === 0 ? "front" : "vault" }));
    await rig.records.audit.append(rows);
    const auditor = await rig.person("auditor", { doors: { all: false, ids: ["front"] } });
    const entries = await readAll("action=command.send&limit=3", auditor);
    expect(entries.map(({ door }) => door)).toEqual(Array(5).fill("front"));
    expect((await read("door=vault", auditor)).entries).toEqual([]);
  });

  it.each([
    "limit=0",
    "limit=201",
    "limit=x",
    "limit=",
    "before=-1",
    "before=1.5",
    "door=../x",
    "action=DROP%20TABLE",
    "person=",
  ])("refuses %s as malformed", async (query) => {
    expectProblem(await rig.request("GET", `/api/audit?${query}`, { token: owner.token }), "malformed", 400);
  });
});
