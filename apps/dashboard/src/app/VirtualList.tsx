import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useRef } from "react";
import classes from "./VirtualList.module.css";

interface VirtualListProps<T> {
  readonly label: string;
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  /** Pixels; all rows are equally high. */
  readonly rowHeight: number;
  readonly row: (item: T) => ReactNode;
}

/** A list that may be long, in a box of its own: only what is seen of it is in the page. */
export function VirtualList<T>({ label, items, keyOf, rowHeight, row }: VirtualListProps<T>) {
  const box = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 4,
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is scrolled by keyboard too.
    <section ref={box} className={classes.box} tabIndex={0} aria-label={label}>
      <ul className={classes.list} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, size }) => {
          const item = items[index];
          return (
            item !== undefined && (
              <li
                key={keyOf(item)}
                className={classes.row}
                style={{ height: size, transform: `translateY(${start}px)` }}
                aria-setsize={items.length}
                aria-posinset={index + 1}
              >
                {row(item)}
              </li>
            )
          );
        })}
      </ul>
    </section>
  );
}
