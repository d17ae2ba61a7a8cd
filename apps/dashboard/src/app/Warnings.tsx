import { useStore } from "zustand";
import { feedStore } from "../api/events.ts";
import { t } from "../i18n/text.ts";
import classes from "./Shell.module.css";
import { takeUpdate, updateStore } from "./service-worker.ts";

/** What makes the whole page less than it seems. */
export function Warnings() {
  const waiting = useStore(updateStore, (state) => state.waiting);
  const feed = useStore(feedStore, ({ state }) => state);
  return (
    <div role="status">
      {!window.isSecureContext && (
        <div className={classes.warning}>
          {t`This page was opened without https, so this browser will not seal commands. Open it over https to
          use the doors.`}
        </div>
      )}
      {waiting && (
        <div className={classes.warning}>
          {t`There is a new version of OpenLock.`}{" "}
          <button type="button" className={classes.inStrip} onClick={() => takeUpdate(waiting)}>
            {t`Reload`}
          </button>
        </div>
      )}
      {feed === "lost" && (
        <div className={classes.warning}>
          {t`No connection to the server. What you see may be old; trying again…`}
        </div>
      )}
    </div>
  );
}
