import { Button, Skeleton, Text, Title } from "@mantine/core";
import type { GuestGrantView } from "@openlock/api";
import type { OwnKey } from "@openlock/client/grants";
import type { DoorState } from "@openlock/protocol";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { ApiError } from "../../api/api-error.ts";
import { useDocumentTitle } from "../../app/use-document-title.ts";
import { t } from "../../i18n/text.ts";
import { commandBy } from "../doors/command-store.ts";
import { SessionCard } from "../session/SessionCard.tsx";
import { openedLinks } from "./fragment.ts";
import classes from "./Guest.module.css";
import { GuestDoor } from "./GuestDoor.tsx";
import { guestClient, guestGrants, openGuestKey } from "./guest-session.ts";
import { runAsGuest } from "./run-as-guest.ts";

/** How often an open page looks whether the access still stands, milliseconds. */
const LOOK_MS = 30_000;

/** `/guest`: what a link opens, for somebody without an account. */
export default function GuestPage() {
  // Another link in the same tab leads here anew.
  const { count } = useStore(openedLinks);
  const guest = useQuery({
    queryKey: ["guest-key", count],
    queryFn: openGuestKey,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (guest.data === undefined) return <Waiting />;
  if (guest.data === "none" || guest.data === "broken") {
    return (
      <SessionCard
        title={guest.data === "none" ? t`There is no guest’s key here` : t`This link is not complete`}
        lead={t`Open the whole link that you were given, on the phone that you want to open the door with.`}
      />
    );
  }
  return <GuestDoors key={guest.data.key.kid} own={guest.data.key} visit={count} />;
}

function GuestDoors({ own, visit }: { readonly own: OwnKey; readonly visit: number }) {
  const grants = useQuery({
    queryKey: ["guest-grants", own.kid, visit],
    queryFn: () => guestGrants(own),
    refetchInterval: LOOK_MS,
    refetchOnWindowFocus: true,
    retry: false,
  });
  const [said, setSaid] = useState<ReadonlyMap<string, DoorState>>(new Map());
  const doors = newest(grants.data ?? []);
  useEffect(() => {
    const grantFor = (door: string) => grants.data?.find((grant) => grant.door.id === door)?.grant;
    const client = guestClient(own, grantFor);
    const run = runAsGuest(client, (door, state) => setSaid((before) => new Map(before).set(door, state)));
    const ends = (grants.data ?? []).map(({ door }) => commandBy(door.id, async () => run));
    return () => {
      for (const end of ends) end();
    };
  }, [own, grants.data]);
  useDocumentTitle(doors[0]?.door.name ?? t`Guest`);

  if (grants.error && !grants.data) {
    const unknown = grants.error instanceof ApiError && grants.error.problem === "unauthenticated";
    return (
      <SessionCard
        title={unknown ? t`This link opens nothing any more` : t`This could not be loaded`}
        lead={grants.error.message}
      >
        <Button variant="default" onClick={() => void grants.refetch()} fullWidth>
          {t`Try again`}
        </Button>
      </SessionCard>
    );
  }
  if (!grants.data) return <Waiting />;
  return (
    <div className={classes.page}>
      <Title order={1} size="h4">
        {doors.length === 0 ? t`This link opens nothing any more` : t`Welcome, ${doors[0]?.guest ?? ""}`}
      </Title>
      {doors.map((grant) => (
        <GuestDoor key={grant.door.id} grant={grant} said={said.get(grant.door.id)} />
      ))}
      <Text size="sm" c="dimmed">
        {t`The key of your link is in this browser now, and was taken out of the address. The server was
          never told it. Whoever has the link can open the door too, so show it to nobody.`}
      </Text>
    </div>
  );
}

/** Of several for a door, the one that is open; else the newest. */
function newest(grants: readonly GuestGrantView[]): readonly GuestGrantView[] {
  const byDoor = new Map<string, GuestGrantView>();
  for (const grant of grants) {
    const known = byDoor.get(grant.door.id);
    if (!known || (known.state !== "open" && grant.state === "open")) byDoor.set(grant.door.id, grant);
  }
  return [...byDoor.values()];
}

function Waiting() {
  return (
    <div className={classes.page} role="status" aria-label={t`Loading`}>
      <Skeleton height={28} width="60%" />
      <Skeleton height={260} radius="lg" />
    </div>
  );
}
