import { Paper, Text, Title } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import type { ReactNode } from "react";
import { t } from "../../i18n/text.ts";
import classes from "./Stats.module.css";

interface ChartPanelProps {
  readonly title: string;
  /** What it shows, in a sentence: what a screen reader hears of the picture. */
  readonly summary: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly [name: string, ...figures: string[]])[];
  /** The picture, for this many pixels of width. */
  readonly draw: (width: number) => ReactNode;
  readonly legend?: ReactNode;
}

/** A picture, what it says, and its figures as a table. */
export function ChartPanel({ title, summary, headings, rows, draw, legend }: ChartPanelProps) {
  const { ref, width } = useElementSize();
  return (
    <Paper component="section" withBorder radius="lg" className={classes.panel ?? ""} aria-label={title}>
      <Title order={2} size="h5">
        {title}
      </Title>
      <Text size="sm" c="dimmed" mt={4} mb="sm">
        {summary}
      </Text>
      {legend}
      <div ref={ref} className={classes.picture} aria-hidden>
        {width > 0 && draw(width)}
      </div>
      <details className={classes.figures}>
        <summary>{t`As a table`}</summary>
        <div className={classes.scroll}>
          <table>
            <thead>
              <tr>
                {headings.map((heading) => (
                  <th key={heading} scope="col">
                    {heading}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(([name, ...figures]) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  {figures.map((figure, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a figure is what its column is.
                    <td key={at}>{figure}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </Paper>
  );
}
