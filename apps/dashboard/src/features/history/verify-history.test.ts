import { readFileSync } from "node:fs";
import { checkProof, ProofError, readCheckpoints } from "@openlock/api";
import { expect, test } from "vitest";
import { rememberChain, seenChain } from "./seen-chain.ts";
import { linesOf } from "./verify-history.ts";

const { start, rows, end } = JSON.parse(
  readFileSync(new URL("../../../../../packages/api/vectors/audit-chain.json", import.meta.url), "utf8"),
);
const text = [{ start, end }, ...rows, { end }].map((line) => `${JSON.stringify(line)}\n`).join("");

/** The text in pieces of a few bytes, as a network may bring it. */
function inPieces(whole: string, bytes = 7): ReadableStream<Uint8Array> {
  const all = new TextEncoder().encode(whole);
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= all.length) return controller.close();
      controller.enqueue(all.subarray(at, at + bytes));
      at += bytes;
    },
  });
}

test("a proof is followed as it comes, whatever its pieces", async () => {
  const seen: string[] = [];
  const verdict = await checkProof(linesOf(inPieces(text)), [end], (row, of) => seen.push(`${row}/${of}`));
  expect(verdict).toMatchObject({ sound: true, rows: 4, met: 1 });
  expect(seen).toEqual(["1/7", "2/7", "3/7", "4/7"]);
});

test("one that broke off, or is none, is no verdict", async () => {
  const broken = text.slice(0, text.lastIndexOf('{"end"'));
  for (const other of [broken, text.slice(0, 300), "", "<html>", "{}\n", `${text.split("\n")[0]}\n[1]\n`]) {
    await expect(checkProof(linesOf(inPieces(other)), [])).rejects.toThrow(ProofError);
  }
});

test("one that was changed is found out, with what this browser saw before", async () => {
  const changed = text.replace("Ana", "Eve");
  expect(await checkProof(linesOf(inPieces(changed)), [])).toMatchObject({ fault: { first: 1, last: 2 } });
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  expect(seenChain(storage)).toBeUndefined();
  rememberChain({ seq: 9, chain: "a".repeat(64) }, 5, storage);
  const seen = seenChain(storage);
  expect(seen).toEqual({ seq: 9, chain: "a".repeat(64), at: 5 });
  expect(await checkProof(linesOf(inPieces(text)), seen ? [seen] : [])).toMatchObject({
    sound: false,
    fault: { fault: "cut" },
  });
});

test("a file of checkpoints says where the chain was", () => {
  const payload = btoa(JSON.stringify({ ...end, kind: "head", iat: 1 })).replace(/=+$/, "");
  expect(readCheckpoints(`x.${payload}.y\n\nx.${payload}.z\n`)).toEqual([end, end]);
  for (const other of ["", "hello", "a.b.c"]) expect(() => readCheckpoints(other)).toThrow(/checkpoint/);
});
