import type { Role } from "@openlock/api";
import type { AsyncRouteComponent } from "@tanstack/react-router";
import { useMe } from "./me.ts";
import { Notice } from "./Notice.tsx";

/** A page for some roles; others read whom to ask. What they may do is decided by the relay, not here. */
export function forRoles(
  roles: readonly Role[],
  Page: AsyncRouteComponent<object>,
): AsyncRouteComponent<object> {
  function PageForRoles() {
    const me = useMe();
    if (me && !roles.includes(me.role)) {
      return (
        <Notice title="This page is not for your role">
          {`You are signed in as ${me.role}. Ask an owner or admin if you need it.`}
        </Notice>
      );
    }
    return <Page />;
  }
  return Object.assign(PageForRoles, Page.preload && { preload: Page.preload });
}
