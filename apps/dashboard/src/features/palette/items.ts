import type { DoorView, PersonView } from "@openlock/api";
import {
  IconDoor,
  IconHistory,
  IconKey,
  IconLockOpen,
  IconPlus,
  IconShieldLock,
  IconUserCircle,
  IconUsers,
} from "@tabler/icons-react";
import { isCommander, isManager } from "../../app/me.ts";
import { placesOf } from "../../app/places.ts";
import { t } from "../../i18n/text.ts";
import { isInLockdown } from "../lockdown/in-lockdown.ts";
import { askForLockdown } from "../lockdown/lockdown-store.ts";
import type { Findable } from "./search.ts";

/** Something to go to or to do. */
export interface Item extends Findable {
  readonly id: string;
  readonly Icon: typeof IconDoor;
  readonly run: () => void;
}

/** Goes to a page of this app. */
export type Go = (path: string) => void;

export interface Group {
  readonly label: string;
  readonly items: readonly Item[];
  /** How many are shown before anything is typed. */
  readonly unasked: number;
}

/** All that this person may go to and do; the relay decides once more. */
export function groupsOf(
  me: PersonView,
  doors: readonly DoorView[],
  people: readonly PersonView[],
  go: Go,
): readonly Group[] {
  return [
    { label: t`Doors`, unasked: 4, items: doors.map((door) => doorItem(door, go)) },
    {
      label: t`Actions`,
      unasked: 6,
      items: [...actions(me, go), ...doors.flatMap((door) => doorActions(me, door, go))],
    },
    { label: t`Pages`, unasked: 5, items: pages(me, go) },
    { label: t`People`, unasked: 0, items: people.flatMap((person) => personItems(person, go)) },
  ];
}

function doorItem({ id, name }: DoorView, go: Go): Item {
  return { id: `door:${id}`, label: name, words: id, Icon: IconDoor, run: () => go(`/doors/${id}`) };
}

function actions(me: PersonView, go: Go): readonly Item[] {
  if (!isManager(me)) return [];
  return [
    {
      ...{ id: "lockdown", label: t`Start lockdown…`, words: t`emergency lock all`, Icon: IconShieldLock },
      run: () => askForLockdown({ action: "lockdown" }),
    },
    {
      ...{ id: "lift", label: t`Lift lockdown…`, words: t`end`, Icon: IconLockOpen },
      run: () => askForLockdown({ action: "lift" }),
    },
    { id: "add-door", label: t`Add door`, words: t`new set up`, Icon: IconPlus, run: () => go("/doors/new") },
  ];
}

function doorActions(me: PersonView, door: DoorView, go: Go): readonly Item[] {
  const { id, name, device } = door;
  if (!device || !isCommander(me)) return [];
  const down = isInLockdown(door);
  return [
    // Where it is pressed and held: nothing opens by a key that slipped.
    { id: `open:${id}`, label: t`Unlock ${name}…`, words: id, Icon: IconLockOpen, run: () => go(`/d/${id}`) },
    ...(isManager(me)
      ? [
          {
            id: `lockdown:${id}`,
            label: down ? t`Lift lockdown of ${name}…` : t`Lock down ${name}…`,
            words: id,
            Icon: IconShieldLock,
            run: () => askForLockdown({ action: down ? "lift" : "lockdown", doors: [id] }),
          },
        ]
      : []),
  ];
}

function pages(me: PersonView, go: Go): readonly Item[] {
  return [
    ...placesOf(me.role).map(({ to, label, Icon }) => ({ id: to, label: label(), Icon, run: () => go(to) })),
    ...(isCommander(me)
      ? [{ id: "/keys", label: t`Your key`, words: t`access`, Icon: IconKey, run: () => go("/keys") }]
      : []),
    {
      ...{ id: "/account", label: t`Your account`, words: t`passkey sign-ins sound`, Icon: IconUserCircle },
      run: () => go("/account"),
    },
  ];
}

function personItems({ id, name, email }: PersonView, go: Go): readonly Item[] {
  return [
    { id: `person:${id}`, label: name, words: email, Icon: IconUsers, run: () => go("/people") },
    {
      ...{ id: `history:${id}`, label: t`History of ${name}`, words: email, Icon: IconHistory },
      run: () => go(`/history?person=${encodeURIComponent(id)}`),
    },
  ];
}
