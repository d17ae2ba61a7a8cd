import { get } from "node:http";
import { ChainCheck, type ChainedRow, type ChainVerdict, HistoryPage } from "@openlock/api";
import { compactVerify, importJWK, type JWK } from "jose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CheckpointKey } from "../src/audit/checkpoint-key.ts";
import type { AuditEntry } from "../src/records/records.ts";
import { createRig, expectProblem, type Rig, type SignedInPerson, START } from "./management-rig.ts";

let rig: Rig;
let owner: SignedInPerson;
let auditor: SignedInPerson;
beforeEach(async () => {
  rig = await createRig();
  owner = await rig.person("owner");
  auditor = await rig.person("auditor", { doors: { all: false, ids: ["front"] } });
});
afterEach(() => rig.close());

const entry = (more: Partial<AuditEntry> = {}): AuditEntry => ({
  at: START,
  actor: { kind: "person", id: "p1", label: "Ada" },
  ip: "192.0.2.1",
  action: "command.send",
  door: "front",
  outcome: "done",
  ...more,
});
const ask = (path: string, by: SignedInPerson = owner) => rig.request("GET", path, { token: by.token });

describe("the export of the audit", () => {
  it("has a row a line, newest first, as JSON Lines", async () => {
    await rig.records.audit.append([
      entry({ detail: { text: "a\nb" } }),
      entry({ outcome: "failed", code: "stale" }),
    ]);
    const answer = await ask("/api/audit/export?format=jsonl&action=command.send");
    expect(answer.headers.get("content-type")).toBe("application/jsonl");
    expect(answer.headers.get("content-disposition")).toMatch(
      /^attachment; filename="openlock-audit-.*\.jsonl"$/,
    );
    const rows = answer.text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(rows).toEqual([
      { ...entry({ outcome: "failed", code: "stale" }), seq: expect.any(Number) },
      { ...entry({ detail: { text: "a\nb" } }), seq: expect.any(Number) },
    ]);
  });

  it("is CSV by RFC 4180 that no spreadsheet takes for formulas", async () => {
    const labels = [
      "=1+1",
      "+1",
      "-1",
      "@SUM(A1)",
      "\t=1",
      " =1",
      "|cmd",
      'a "quoted", one',
      "two\r\nlines",
      "Ada",
    ];
    await rig.records.audit.append(
      labels.map((label) => entry({ actor: { kind: "person", id: "p", label } })),
    );
    const answer = await ask("/api/audit/export?format=csv&action=command.send");
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8; header=present");
    const [header, ...records] = parseCsv(answer.text);
    expect(header?.slice(0, 5)).toEqual(["row", "time", "actor kind", "actor id", "actor name"]);
    expect(records.map((cells) => cells[4]).reverse()).toEqual([
      ...["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\t=1", "' =1", "'|cmd"],
      ...['a "quoted", one', "two\r\nlines", "Ada"],
    ]);
    expect(records[0]?.[1]).toBe(new Date(START).toISOString());
    expect(new Set([header, ...records].map((cells) => cells?.length))).toEqual(new Set([13]));
  });

  it("is narrowed down as the history is", async () => {
    await rig.records.audit.append([
      entry({ outcome: "refused", code: "stale", at: START + 1000 }),
      entry({ outcome: "refused", code: "replayed", at: START + 2000 }),
      entry({ door: "back", outcome: "refused", code: "stale", at: START + 3000 }),
    ]);
    const codes = async (query: string) => {
      const exported = await ask(`/api/audit/export?format=jsonl&action=command.send&${query}`);
      const history = HistoryPage.parse((await ask(`/api/audit?action=command.send&${query}`)).body);
      const lines = exported.text.split("\n").filter((line) => line !== "");
      const rows = lines.map((line) => JSON.parse(line));
      expect(rows.map(({ seq }) => seq)).toEqual(history.entries.map(({ seq }) => seq));
      return rows.map(({ door, code }) => `${door} ${code}`);
    };
    expect(await codes("code=stale")).toEqual(["back stale", "front stale"]);
    expect(await codes("outcome=refused&door=front")).toEqual(["front replayed", "front stale"]);
    expect(await codes(`from=${START + 1500}&to=${START + 2500}`)).toEqual(["front replayed"]);
    expect(await codes("outcome=done")).toEqual([]);
  });

  it("leaves out what is not in somebody's scope", async () => {
    await rig.records.audit.append([entry(), entry({ door: "vault" })]);
    for (const format of ["csv", "jsonl"]) {
      const { text } = await ask(`/api/audit/export?format=${format}`, auditor);
      expect(text).toContain("front");
      expect(text).not.toContain("vault");
    }
    expect((await ask("/api/audit/export?format=jsonl&door=vault", auditor)).text).toBe("");
  });

  it("is written down before it leaves, and does not leave where it cannot be", async () => {
    await ask("/api/audit/export?format=csv&door=front&outcome=done");
    expect((await rig.audit()).at(-1)).toMatchObject({
      actor: { kind: "person", id: owner.person.id },
      ip: "192.0.2.1",
      action: "audit.export",
      door: "front",
      outcome: "done",
      detail: { format: "csv", outcome: "done" },
    });
    rig.faults.journalDown = true;
    expectProblem(await ask("/api/audit/export?format=csv"), "store-unavailable", 503);
    expectProblem(await ask("/api/audit/proof"), "store-unavailable", 503);
  });

  it.each(["", "format=xml", "format=csv&outcome=great", "format=csv&from=x", "format=csv&code=A%20B"])(
    "refuses ?%s as malformed",
    async (query) => {
      expectProblem(await ask(`/api/audit/export?${query}`), "malformed", 400);
    },
  );
});

describe("a long export", () => {
  const ROWS = 100_000;
  beforeEach(async () => {
    for (let at = 0; at < ROWS; at += 500) {
      await rig.records.audit.append(
        Array.from({ length: 500 }, (_, row) =>
          entry({ at: START + at + row, detail: { number: at + row } }),
        ),
      );
    }
  });

  it("has every row, once, and no more is read than is taken", async () => {
    let pages = 0;
    const { list } = rig.records.audit;
    rig.services.records.audit.list = (filter) => {
      pages += 1;
      return list(filter);
    };
    const headers = { authorization: `Bearer ${owner.token}` };
    const { response, body } = await new Promise<{ response: number; body: AsyncIterable<Buffer> }>(
      (resolve) =>
        get(`${rig.nodes[0].url}/api/audit/export?format=jsonl&action=command.send`, { headers }, (message) =>
          resolve({ response: message.statusCode ?? 0, body: message }),
        ),
    );
    expect(response).toBe(200);
    // Nobody reads, and the relay does other things meanwhile.
    for (let other = 0; other < 100; other++) await ask("/api/me");
    expect(pages).toBeLessThan(ROWS / 500 / 2);
    let text = "";
    let next = ROWS - 1;
    for await (const chunk of body) {
      text += chunk.toString("latin1");
      const lines = text.split("\n");
      text = lines.pop() ?? "";
      for (const line of lines) {
        if (JSON.parse(line).detail.number !== next) throw new Error(`row ${next} is missing: ${line}`);
        next -= 1;
      }
    }
    expect([next, text]).toEqual([-1, ""]);
    expect(pages).toBe(ROWS / 500 + 1);
  });

  it("ends when its reader goes, and when the reader is removed", async () => {
    const open = () =>
      fetch(`${rig.nodes[0].url}/api/audit/export?format=csv`, {
        headers: { authorization: `Bearer ${auditor.token}` },
      });
    const streams = [await open(), await open(), await open()];
    expect((await open()).status).toBe(429);
    await streams[0]?.body?.cancel();
    await expect.poll(async () => (await open()).status).toBe(200);
    rig.events.endStreamsOf(auditor.person.id);
    await expect(streams[1]?.text()).rejects.toThrow();
    await expect(streams[2]?.text()).rejects.toThrow();
  });
});

describe("the proof of the audit", () => {
  const verify = async (text: string): Promise<ChainVerdict> => {
    const [head, ...lines] = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const check = new ChainCheck(head.start, [head.end]);
    expect(lines.pop()).toEqual({ end: head.end });
    for (const [seq, chain, ...values] of lines) await check.row({ seq, chain, values } satisfies ChainedRow);
    return check.end();
  };

  it("lets anybody with all doors verify the chain, and shows what was changed", async () => {
    await rig.records.audit.append(Array.from({ length: 30 }, () => entry()));
    const answer = await ask("/api/audit/proof");
    expect(await verify(answer.text)).toMatchObject({ sound: true, met: 1 });
    expect((await rig.audit()).at(-1)?.action).toBe("audit.proof");
    expect((await verify(answer.text.replace("Ada", "Eve"))).sound).toBe(false);
  });

  it("is for nobody whose doors are limited", async () => {
    for (const path of ["/api/audit/proof", "/api/audit/checkpoints"]) {
      expectProblem(await ask(path, auditor), "forbidden", 403);
    }
    expect(
      (await rig.audit()).filter(({ outcome }) => outcome === "refused").map(({ action }) => action),
    ).toEqual(["audit.proof", "audit.checkpoints"]);
  });

  it("comes with checkpoints that anybody can check against the public key", async () => {
    const key = await CheckpointKey.load(rig.records.settings);
    await rig.records.audit.append([entry()]);
    const end = await rig.records.auditChain.end();
    if (!end) throw new Error("no row");
    await rig.records.auditChain.putCheckpoint(await key.sign(end, "head", START));
    const { text } = await ask("/api/audit/checkpoints");
    const keys = (await rig.request<{ keys: JWK[] }>("GET", "/api/audit/keys")).body.keys;
    expect(keys).toHaveLength(1);
    expect(keys[0]).not.toHaveProperty("d");
    const { payload, protectedHeader } = await compactVerify(
      text.trim(),
      await importJWK(keys[0] ?? {}, "ES256"),
    );
    expect(protectedHeader).toMatchObject({ alg: "ES256", kid: keys[0]?.kid });
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual({
      ...end,
      kind: "head",
      iat: START / 1000,
    });
  });
});

/** A small reader of RFC 4180, to read back what was written. */
function parseCsv(text: string): string[][] {
  expect(text.endsWith("\r\n")).toBe(true);
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (!match) throw new Error("not CSV");
    rows.at(-1)?.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    if (match[3] === "\r\n") rows.push([]);
  }
  rows.pop();
  return rows;
}
