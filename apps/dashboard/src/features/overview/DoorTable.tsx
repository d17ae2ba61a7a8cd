import { Checkbox } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconArrowDown } from "@tabler/icons-react";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef, useState } from "react";
import { t } from "../../i18n/text.ts";
import { DoorTableRow } from "./DoorTableRow.tsx";
import type { DoorRow } from "./door-rows.ts";
import classes from "./Overview.module.css";
import { SORTS, type Sort } from "./overview-search.ts";
import "@mantine/core/styles/Checkbox.css";

/** As high as the style sheet makes them, pixels. */
const ROW = { wide: 60, narrow: 84 } as const;

const HEADINGS: Readonly<Record<Sort, () => string>> = {
  name: () => t`Door`,
  state: () => t`State`,
  signal: () => t`Signal`,
  version: () => t`Version`,
  seen: () => t`Last seen`,
  alarms: () => t`Alarms`,
};

interface Selection {
  readonly chosen: ReadonlySet<string>;
  readonly toggle: (id: string) => void;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}

interface DoorTableProps {
  readonly rows: readonly DoorRow[];
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  /** For who may ask something of several doors. */
  readonly selection?: Selection;
}

/** Doors, a row each. However many there are, only the rows that are seen are in the page. */
export function DoorTable({ rows, sort, onSort, selection }: DoorTableProps) {
  const narrow = useMediaQuery("(max-width: 47.99em)", undefined, { getInitialValueInEffect: false });
  const body = useRef<HTMLTableSectionElement>(null);
  const [above, setAbove] = useState(0);
  const height = narrow ? ROW.narrow : ROW.wide;
  useLayoutEffect(() => setAbove(topOf(body.current)), []);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => height,
    overscan: 8,
    scrollMargin: above,
    getItemKey: (index) => rows[index]?.door.id ?? index,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height are measured anew.
  useLayoutEffect(() => virtual.measure(), [virtual, height]);
  const seen = virtual.getVirtualItems();
  const before = (seen[0]?.start ?? above) - above;
  const after = virtual.getTotalSize() - ((seen.at(-1)?.end ?? above) - above);
  const columns = SORTS.length + (selection ? 1 : 0);
  return (
    <table className={classes.table} aria-label={t`Doors`} aria-rowcount={rows.length + 1}>
      <thead>
        <tr aria-rowindex={1}>
          {selection && (
            <th scope="col" className={classes.tick}>
              <AllBox rows={rows} {...selection} />
            </th>
          )}
          {SORTS.map((each) => (
            <th
              key={each}
              scope="col"
              className={classes[each]}
              aria-sort={each === sort ? "ascending" : undefined}
            >
              <button type="button" className={classes.sort} onClick={() => onSort(each)}>
                {HEADINGS[each]()}
                {each === sort && <IconArrowDown size={14} aria-hidden />}
              </button>
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body}>
        <Gap height={before} columns={columns} />
        {seen.map(({ key, index }) => {
          const row = rows[index];
          return (
            row && (
              <DoorTableRow
                key={key}
                row={row}
                index={index + 2}
                chosen={selection?.chosen.has(row.door.id)}
                toggle={selection?.toggle}
              />
            )
          );
        })}
        <Gap height={after} columns={columns} />
        {rows.length === 0 && (
          <tr>
            <td colSpan={columns} className={classes.none}>
              {t`No door is like this.`}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

/** In place of the rows that are not seen. */
function Gap({ height, columns }: { readonly height: number; readonly columns: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden className={classes.gap}>
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}

function AllBox({ rows, chosen, onChange }: Selection & { readonly rows: readonly DoorRow[] }) {
  const some = rows.some(({ door }) => chosen.has(door.id));
  const all = some && rows.every(({ door }) => chosen.has(door.id));
  return (
    <Checkbox
      aria-label={t`Choose all that are shown`}
      checked={all}
      indeterminate={some && !all}
      onChange={() => onChange(new Set(all ? [] : rows.map(({ door }) => door.id)))}
    />
  );
}

function topOf(element: HTMLElement | null): number {
  return element ? element.getBoundingClientRect().top + window.scrollY : 0;
}
