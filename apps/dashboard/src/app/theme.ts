import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";

/** Harbour blue: calm, and none of the four colours that say something about a door. */
const harbour: MantineColorsTuple = [
  "#eef6f9",
  "#dcebf1",
  "#b9d6e2",
  "#92c0d3",
  "#6eabc3",
  "#4b94b0",
  "#357d9a",
  "#276b87",
  "#1f5d77",
  "#134658",
];

const dark: MantineColorsTuple = [
  "#d7dee3",
  "#b0bac2",
  "#909ca6",
  "#5c6871",
  "#36424a",
  "#2b363d",
  "#1b2328",
  "#161d21",
  "#11171b",
  "#0b1013",
];

/** Darker than Mantine's, so that white on it and it on white can be read (4.5:1). */
const red: MantineColorsTuple = [
  "#fdf1f1",
  "#fadddd",
  "#f5b8b9",
  "#f09a9c",
  "#e87073",
  "#de4f53",
  "#cf3539",
  "#b9282c",
  "#a02226",
  "#84191c",
];

const systemFonts =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Ubuntu, Cantarell, "Helvetica Neue", Arial, sans-serif';

export const theme = createTheme({
  colors: { harbour, dark, red },
  primaryColor: "harbour",
  primaryShade: 7,
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  fontFamily: systemFonts,
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  components: {
    // Its <header> is the dialog's and no second banner of the page.
    Modal: { defaultProps: { attributes: { header: { role: "presentation" } } } },
  },
  headings: { fontFamily: systemFonts, fontWeight: "650" },
});

/** The `light` variant of these colours in the dark: a breath of the colour, under text of this one. */
function tints(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([name, text]) => [
      [`--mantine-color-${name}-light`, `color-mix(in srgb, ${text} 13%, transparent)`],
      [`--mantine-color-${name}-light-hover`, `color-mix(in srgb, ${text} 19%, transparent)`],
      [`--mantine-color-${name}-light-color`, text],
    ]),
  );
}

/**
 * Beside Mantine's own: the page behind cards, and words whose colour says something: `good`, `wary` and `bad` on a card or
 * the page, `done` under white, `strip` across the page. `docs/design.md` has each pair with its contrast; a test holds both
 * to 4.5:1.
 */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--openlock-page": "#f4f6f7",
    "--openlock-line": "#dfe5e8",
    "--openlock-good": "#15703e",
    "--openlock-wary": "#8a5400",
    "--openlock-bad": "#b3262b",
    "--openlock-done": "#1b7f49",
    "--openlock-strip": "#fff4dc",
    "--openlock-strip-text": "#5c4300",
    "--mantine-color-body": "#ffffff",
    "--mantine-color-dimmed": "#586872",
    "--mantine-color-error": "#c3262b",
    "--mantine-color-text": "#16222a",
  },
  dark: {
    "--openlock-page": "#12181c",
    "--openlock-line": "#2b363d",
    "--openlock-good": "#7fd6a4",
    "--openlock-wary": "#f0c079",
    "--openlock-bad": "#f59a9c",
    "--openlock-done": "#1b7f49",
    "--openlock-strip": "#3a2f15",
    "--openlock-strip-text": "#f3d99b",
    // Mantine's own tints glare on a page this dark.
    ...tints({ red: "#f7b4b5", harbour: "#b9d6e2", green: "#a3e0bb", yellow: "#f0d59b", gray: "#c3ccd2" }),
    "--mantine-color-body": "#1a2227",
    "--mantine-color-dimmed": "#98a5ae",
    "--mantine-color-error": "#ff8f8f",
    "--mantine-color-text": "#dde4e8",
  },
});
