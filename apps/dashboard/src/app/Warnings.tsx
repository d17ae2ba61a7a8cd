import { useStore } from "zustand";
import { feedStore } from "../api/events.ts";
import classes from "./Shell.module.css";

/** What makes the whole page less than it seems. */
export function Warnings() {
  const feed = useStore(feedStore, ({ state }) => state);
  return (
    <div role="status">
      {!window.isSecureContext && (
        <div className={classes.warning}>
          This page was opened without https, so this browser will not seal commands. Open it over https to
          use the doors.
        </div>
      )}
      {feed === "lost" && (
        <div className={classes.warning}>
          No connection to the server. What you see may be old; trying again…
        </div>
      )}
    </div>
  );
}
