import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { ALERT_KIND_NAMES, ALERT_KINDS } from "./alert-kinds.ts";

test("docs/alerts.md says of each alert what the relay says", async () => {
  const text = await readFile(new URL("../../../docs/alerts.md", import.meta.url), "utf8");
  const shown = text.slice(text.indexOf("## What each means")).split("\n### ").slice(1);
  expect(shown.map((section) => section.trim())).toEqual(
    ALERT_KIND_NAMES.map((kind) => {
      const { name, meaning, next } = ALERT_KINDS[kind];
      return `${name}\n\`${kind}\`. ${meaning}\n\n**What to do:** ${next}`;
    }),
  );
});
