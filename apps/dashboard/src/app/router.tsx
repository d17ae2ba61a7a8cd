import type { Role } from "@openlock/api";
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import type { ReactNode } from "react";
import { currentSession, sessionStore } from "../api/session.ts";
import { DoorsPage } from "../features/doors/DoorsPage.tsx";
import { takeFragment } from "../features/guest/fragment.ts";
import { readFilter } from "../features/history/history-filter.ts";
import { readOverviewSearch } from "../features/overview/overview-search.ts";
import { furtherTexts } from "../i18n/language.ts";
import { LoadErrorPage } from "./LoadErrorPage.tsx";
import { NotFoundPage } from "./NotFoundPage.tsx";
import { PageSkeleton } from "./PageSkeleton.tsx";
import { PublicFrame } from "./PublicFrame.tsx";
import { forRoles } from "./roles.tsx";
import { Shell } from "./Shell.tsx";
import { ShellSkeleton } from "./ShellSkeleton.tsx";

const MANAGERS: readonly Role[] = ["owner", "admin"];
const COMMANDERS: readonly Role[] = ["owner", "admin", "staff"];
const READERS: readonly Role[] = ["owner", "admin", "auditor"];

/** A page that is loaded when it is opened, with the texts that the first ones do without. */
function page<T extends { readonly default: () => ReactNode }>(load: () => Promise<T>) {
  return lazyRouteComponent(() => Promise.all([load(), furtherTexts()]).then(([module]) => module));
}

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage });

/** For everybody: nothing of the relay's is shown but what `GET /api/about` tells. */
const open = createRoute({ getParentRoute: () => root, id: "open", component: PublicFrame });

const setup = createRoute({
  getParentRoute: () => open,
  path: "/setup",
  component: lazyRouteComponent(() => import("../features/session/SetUpPage.tsx")),
});

const signIn = createRoute({
  getParentRoute: () => open,
  path: "/sign-in",
  validateSearch: (search): { next?: string } =>
    typeof search.next === "string" && isOwnPath(search.next) ? { next: search.next } : {},
  beforeLoad: async ({ search }) => {
    // Where the relay cannot be asked, this page says so by itself.
    const session = await currentSession().catch(() => undefined);
    if (session?.status === "signed-in") throw redirect({ href: search.next ?? "/doors", replace: true });
  },
  component: lazyRouteComponent(() => import("../features/session/SignInPage.tsx")),
});

const invitation = createRoute({
  getParentRoute: () => open,
  path: "/invitation",
  component: lazyRouteComponent(() => import("../features/session/InvitationPage.tsx")),
});

const guest = createRoute({
  getParentRoute: () => open,
  path: "/guest",
  // Before anything is loaded: the key is in the address no longer than it must be.
  beforeLoad: takeFragment,
  component: page(() => import("../features/guest/GuestPage.tsx")),
});

const install = createRoute({
  getParentRoute: () => open,
  path: "/install",
  component: page(() => import("../features/install/InstallPage.tsx")),
});

/** For who is signed in. The relay decides what they may see; this only leads to the right page. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: "signed-in",
  beforeLoad: async ({ location }) => {
    const session = await currentSession();
    if (session.status === "signed-in") return;
    const next = location.pathname === "/" || location.pathname === "/doors" ? {} : { next: location.href };
    throw redirect({ to: "/sign-in", search: next, replace: true });
  },
  component: Shell,
  pendingComponent: ShellSkeleton,
});

const home = createRoute({
  getParentRoute: () => signedIn,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/doors", replace: true });
  },
});

const doors = createRoute({ getParentRoute: () => signedIn, path: "/doors", component: DoorsPage });

const overview = createRoute({
  getParentRoute: () => signedIn,
  path: "/overview",
  validateSearch: readOverviewSearch,
  component: forRoles(
    READERS,
    page(() => import("../features/overview/OverviewPage.tsx")),
  ),
});

const stats = createRoute({
  getParentRoute: () => signedIn,
  path: "/stats",
  component: forRoles(
    READERS,
    page(() => import("../features/stats/StatsPage.tsx")),
  ),
});

const newDoor = createRoute({
  getParentRoute: () => signedIn,
  path: "/doors/new",
  component: forRoles(
    MANAGERS,
    page(() => import("../features/set-up-door/SetUpDoorPage.tsx")),
  ),
});

const door = createRoute({
  getParentRoute: () => signedIn,
  path: "/doors/$doorId",
  component: page(() => import("../features/doors/DoorPage.tsx")),
});

const doorLink = createRoute({
  getParentRoute: () => signedIn,
  path: "/d/$doorId",
  component: lazyRouteComponent(() => import("../features/doors/DoorLinkPage.tsx")),
});

const setUpDoor = createRoute({
  getParentRoute: () => signedIn,
  path: "/doors/$doorId/set-up",
  component: forRoles(
    MANAGERS,
    page(() => import("../features/set-up-door/SetUpDoorPage.tsx")),
  ),
});

const lockPin = createRoute({
  getParentRoute: () => signedIn,
  path: "/doors/$doorId/lock-pin",
  component: forRoles(
    MANAGERS,
    page(() => import("../features/set-up-door/LockPinPage.tsx")),
  ),
});

const ledHelp = createRoute({
  getParentRoute: () => signedIn,
  path: "/help/led",
  component: page(() => import("../features/led/LedHelpPage.tsx")),
});

const doorKeys = createRoute({
  getParentRoute: () => signedIn,
  path: "/doors/$doorId/keys",
  component: forRoles(
    MANAGERS,
    page(() => import("../features/keys/DoorKeysPage.tsx")),
  ),
});

const doorSettings = createRoute({
  getParentRoute: () => signedIn,
  path: "/doors/$doorId/settings",
  component: forRoles(
    MANAGERS,
    page(() => import("../features/door-settings/DoorSettingsPage.tsx")),
  ),
});

const replaceBoard = createRoute({
  getParentRoute: () => signedIn,
  path: "/doors/$doorId/replace",
  component: forRoles(
    MANAGERS,
    page(() => import("../features/replace-board/ReplaceBoardPage.tsx")),
  ),
});

const keys = createRoute({
  getParentRoute: () => signedIn,
  path: "/keys",
  component: forRoles(
    COMMANDERS,
    page(() => import("../features/keys/KeysPage.tsx")),
  ),
});

const people = createRoute({
  getParentRoute: () => signedIn,
  path: "/people",
  component: forRoles(
    MANAGERS,
    page(() => import("../features/people/PeoplePage.tsx")),
  ),
});

const history = createRoute({
  getParentRoute: () => signedIn,
  path: "/history",
  validateSearch: readFilter,
  component: forRoles(
    READERS,
    page(() => import("../features/history/HistoryPage.tsx")),
  ),
});

const account = createRoute({
  getParentRoute: () => signedIn,
  path: "/account",
  component: page(() => import("../features/account/AccountPage.tsx")),
});

const alerts = createRoute({
  getParentRoute: () => signedIn,
  path: "/alerts",
  component: forRoles(
    READERS,
    page(() => import("../features/alerts/AlertsPage.tsx")),
  ),
});

const updates = createRoute({
  getParentRoute: () => signedIn,
  path: "/updates",
  component: forRoles(
    MANAGERS,
    page(() => import("../features/updates/UpdatesPage.tsx")),
  ),
});

const settings = createRoute({
  getParentRoute: () => signedIn,
  path: "/settings",
  component: forRoles(
    MANAGERS,
    page(() => import("../features/settings/SettingsPage.tsx")),
  ),
});

const routeTree = root.addChildren([
  open.addChildren([setup, signIn, invitation, guest, install]),
  signedIn.addChildren([
    home,
    doors,
    overview,
    stats,
    newDoor,
    door,
    doorLink,
    doorKeys,
    doorSettings,
    replaceBoard,
    setUpDoor,
    lockPin,
    ledHelp,
    keys,
    people,
    history,
    alerts,
    updates,
    account,
    settings,
  ]),
]);

export const router = createRouter({
  routeTree,
  defaultPreload: "intent",
  defaultPendingMs: 200,
  defaultPendingComponent: PageSkeleton,
  defaultErrorComponent: LoadErrorPage,
  scrollRestoration: true,
});

// Signed out, here or in another tab, or because the relay ended the session: the guards lead on.
sessionStore.subscribe((now, before) => {
  if (now.status !== before.status && before.status !== "unknown") void router.invalidate();
});

/** Leads back into this app and nowhere else. */
function isOwnPath(path: string): boolean {
  return /^\/(?![/\\])/.test(path);
}

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
