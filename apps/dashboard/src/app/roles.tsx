import type { Role } from "@openlock/api";
import type { AsyncRouteComponent } from "@tanstack/react-router";
import { t } from "../i18n/text.ts";
import { useMe } from "./me.ts";
import { Notice } from "./Notice.tsx";
import { roleName } from "./role-words.ts";

/** A page for some roles; others read whom to ask. What they may do is decided by the relay, not here. */
export function forRoles(
  roles: readonly Role[],
  Page: AsyncRouteComponent<object>,
): AsyncRouteComponent<object> {
  function PageForRoles() {
    const me = useMe();
    if (me && !roles.includes(me.role)) {
      return (
        <Notice title={t`This page is not for your role`}>
          {t`You are signed in as ${roleName(me.role)}. Ask an owner or admin if you need it.`}
        </Notice>
      );
    }
    return <Page />;
  }
  return Object.assign(PageForRoles, Page.preload && { preload: Page.preload });
}
