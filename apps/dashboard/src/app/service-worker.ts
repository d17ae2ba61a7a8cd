import { createStore } from "zustand/vanilla";
import { feedStore } from "../api/events.ts";

/** A newer version that is loaded and waits; `undefined` while there is none. */
export const updateStore = createStore<{ readonly waiting: ServiceWorker | undefined }>(() => ({
  waiting: undefined,
}));

/** Registers the worker that opens the app without a network, and looks now and then whether there is a newer one. */
export async function registerServiceWorker(): Promise<void> {
  // Only there on https and localhost.
  if (!("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
  // This page came from the server just now, so it is as new as what waits.
  registration.waiting?.postMessage("take-over");
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => {
      // The first one that this browser ever had is no update.
      if (worker.state === "installed" && registration.active) updateStore.setState({ waiting: worker });
      if (worker.state === "redundant") updateStore.setState({ waiting: undefined });
    });
  });
  const look = () => void registration.update().catch(() => undefined);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
  // A server that was away may have come back as a newer one.
  feedStore.subscribe((now, before) => {
    if (now.state === "live" && before.state !== "live") look();
  });
}

/** Lets the newer version take over, and loads the page again from it. */
export function takeUpdate(waiting: ServiceWorker): void {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting.postMessage("take-over");
}
