import type { Role } from "@openlock/api";
import { IconDots } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useId, useRef } from "react";
import { t } from "../i18n/text.ts";
import classes from "./Navigation.module.css";
import { type Place, placeGroupsOf, placesOf } from "./places.ts";

/** In a phone's bar, beside “More”. */
const UNDER_THE_THUMB = 4;

/** Beside the page on wide screens, under the thumb on narrow ones. Staff have their doors and need no way there. */
export function Navigation({ role }: { readonly role: Role }) {
  const groups = placeGroupsOf(role);
  const places = placesOf(role);
  if (places.length < 2) return null;
  const further = places.slice(UNDER_THE_THUMB);
  return (
    <nav aria-label={t`Main`} className={classes.nav}>
      {groups.map(({ label, places }) => (
        <div key={places[0]?.to} className={classes.group}>
          {label && <div className={classes.label}>{label()}</div>}
          {places.map((place) => (
            <PlaceLink key={place.to} place={place} further={further.includes(place)} />
          ))}
        </div>
      ))}
      {further.length > 0 && <More places={further} />}
    </nav>
  );
}

/** What does not fit into the bar of a phone. The browser's own popover: Escape and a tap beside it close it. */
function More({ places }: { readonly places: readonly Place[] }) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  return (
    <>
      <button type="button" className={`${classes.place} ${classes.more}`} popoverTarget={id}>
        <IconDots size={20} stroke={1.7} aria-hidden />
        <span>{t`More`}</span>
      </button>
      <div id={id} ref={list} popover="auto" className={classes.sheet}>
        {places.map((place) => (
          <PlaceLink key={place.to} place={place} onClick={() => list.current?.hidePopover()} />
        ))}
      </div>
    </>
  );
}

interface PlaceLinkProps {
  readonly place: Place;
  readonly further?: boolean;
  readonly onClick?: () => void;
}

function PlaceLink({ place: { to, label, Icon }, further, onClick }: PlaceLinkProps) {
  return (
    <Link
      to={to}
      className={classes.place}
      data-further={further || undefined}
      activeProps={{ "aria-current": "page" }}
      onClick={onClick}
    >
      <Icon size={20} stroke={1.7} aria-hidden />
      <span>{label()}</span>
    </Link>
  );
}
