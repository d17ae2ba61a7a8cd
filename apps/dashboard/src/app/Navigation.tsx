import type { Role } from "@openlock/api";
import { IconBell, IconDoor, IconHistory, IconSettings, IconUsers } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import classes from "./Shell.module.css";

const PLACES = [
  { to: "/doors", label: "Doors", Icon: IconDoor, roles: ["owner", "admin", "auditor"] },
  { to: "/people", label: "People", Icon: IconUsers, roles: ["owner", "admin"] },
  { to: "/history", label: "History", Icon: IconHistory, roles: ["owner", "admin", "auditor"] },
  { to: "/alerts", label: "Alerts", Icon: IconBell, roles: ["owner", "admin", "auditor"] },
  { to: "/settings", label: "Settings", Icon: IconSettings, roles: ["owner", "admin"] },
] as const satisfies readonly { to: string; label: string; Icon: unknown; roles: readonly Role[] }[];

/** Beside the name on wide screens, under the thumb on narrow ones. Staff have their doors and need no way there. */
export function Navigation({ role }: { readonly role: Role }) {
  const places = PLACES.filter(({ roles }) => (roles as readonly Role[]).includes(role));
  if (places.length < 2) return <span className={classes.grow} />;
  return (
    <nav aria-label="Main" className={classes.nav}>
      {places.map(({ to, label, Icon }) => (
        <Link key={to} to={to} className={classes.place} activeProps={{ "aria-current": "page" }}>
          <Icon size={20} stroke={1.7} aria-hidden />
          <span>{label}</span>
        </Link>
      ))}
    </nav>
  );
}
