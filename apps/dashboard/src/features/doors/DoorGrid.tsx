import { Text } from "@mantine/core";
import type { DoorView } from "@openlock/api";
import { Suspense, useState } from "react";
import { lazyPart } from "../../app/lazy-part.ts";
import { t } from "../../i18n/text.ts";
import classes from "./DoorCard.module.css";
import { DoorCard } from "./DoorCard.tsx";
import { favouritesFirst, useFavourites } from "./favourites.ts";
import { matches } from "./matches.ts";

const DoorSearch = lazyPart(() => import("./DoorSearch.tsx"));

/** Cards that are shown at once: of more doors, the favourites and what is searched for. */
const MOST = 60;

/** A card for each door. Where there are many, a field finds the others. */
export function DoorGrid({ doors }: { readonly doors: readonly DoorView[] }) {
  const favourites = useFavourites();
  const [query, setQuery] = useState("");
  const found = favouritesFirst(
    doors.filter((door) => matches(door, query)),
    favourites,
  );
  const shown = found.slice(0, MOST);
  return (
    <>
      {doors.length > MOST && (
        <div className={classes.search}>
          <Suspense>
            <DoorSearch query={query} onChange={setQuery} />
          </Suspense>
        </div>
      )}
      <ul className={classes.grid} aria-label={t`Doors`}>
        {shown.map((door) => (
          <DoorCard key={door.id} door={door} />
        ))}
      </ul>
      {shown.length < found.length && (
        <Text size="sm" c="dimmed" mt="md" role="status">
          {t`Here are ${shown.length} of ${found.length} doors. Search for the others.`}
        </Text>
      )}
    </>
  );
}
