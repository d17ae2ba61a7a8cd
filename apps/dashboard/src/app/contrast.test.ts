import { readFileSync } from "node:fs";
import { DEFAULT_THEME, mergeMantineTheme } from "@mantine/core";
import { describe, expect, test } from "vitest";
import { cssVariables, theme } from "./theme.ts";

// The colours of docs/design.md are those of the theme, their contrast is what it says, and enough to read (WCAG 2.2, 1.4.3).

const design = readFileSync(new URL("../../../../docs/design.md", import.meta.url), "utf8");
const merged = mergeMantineTheme(DEFAULT_THEME, theme);
const variables = cssVariables(merged);

/** `text`, `bad` and so on; or `harbour-7`, a shade. */
function colour(name: string, scheme: "light" | "dark"): string {
  if (name === "white") return "#ffffff";
  const [, tuple = "", shade] = /^(\w+)-(\d)$/.exec(name) ?? [];
  if (shade) return merged.colors[tuple]?.[Number(shade)] ?? "";
  return (
    variables[scheme][`--openlock-${name}`] ?? variables[scheme][`--mantine-color-${name}`] ?? `no ${name}`
  );
}

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Rows of the table: `| text | on | light | dark |`. */
const rows = [...design.matchAll(/^\| `([\w-]+)` \| `([\w-]+)` \| ([\d.]+) \| ([\d.]+) \|/gm)].map((row) =>
  row.slice(1),
);

test("the table is there", () => expect(rows.length).toBeGreaterThan(10));

describe.each(rows)("%s on %s", (text = "", ground = "", light = "", dark = "") => {
  test.each([
    ["light", light],
    ["dark", dark],
  ] as const)("%s: %s", (scheme, said) => {
    const measured = contrast(colour(text, scheme), colour(ground, scheme));
    expect(measured.toFixed(1)).toBe(said);
    expect(measured).toBeGreaterThanOrEqual(4.5);
  });
});
