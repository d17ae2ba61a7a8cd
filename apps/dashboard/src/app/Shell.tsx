import { useQueryClient } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense, useEffect } from "react";
import { followEvents } from "../api/events.ts";
import { BulkHost } from "../features/bulk/BulkHost.tsx";
import { LockdownButton } from "../features/lockdown/LockdownButton.tsx";
import { LockdownHost } from "../features/lockdown/LockdownHost.tsx";
import { PaletteButton } from "../features/palette/PaletteButton.tsx";
import { AccountMenu } from "../features/session/AccountMenu.tsx";
import { t } from "../i18n/text.ts";
import { Brand } from "./Brand.tsx";
import { Footer } from "./Footer.tsx";
import { isManager, useMe } from "./me.ts";
import { Navigation } from "./Navigation.tsx";
import classes from "./Shell.module.css";
import { Warnings } from "./Warnings.tsx";

const FinishRevocations = lazy(() => import("../features/keys/FinishRevocations.tsx"));

/** Around every page of who is signed in. */
export function Shell() {
  const queries = useQueryClient();
  const me = useMe();
  const person = me?.id;
  useEffect(() => (person === undefined ? undefined : followEvents(queries)), [queries, person]);

  if (!me) return null;
  return (
    <div className={classes.shell}>
      <a href="#main" className={classes.skip}>
        {t`Skip to content`}
      </a>
      <header className={classes.header}>
        <div className={classes.bar}>
          <Brand />
          <div className={classes.tools}>
            <PaletteButton />
            {isManager(me) && <LockdownButton />}
            <AccountMenu me={me} />
          </div>
        </div>
      </header>
      <div className={classes.body}>
        <Navigation role={me.role} />
        <div className={classes.column}>
          <Warnings />
          <main id="main" tabIndex={-1} className={classes.main}>
            <Outlet />
          </main>
          <Footer />
        </div>
        {isManager(me) && (
          <Suspense>
            <FinishRevocations />
          </Suspense>
        )}
      </div>
      <LockdownHost />
      <BulkHost />
    </div>
  );
}
