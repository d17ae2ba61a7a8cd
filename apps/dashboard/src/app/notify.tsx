import type { NotificationData } from "@mantine/notifications";
import { lazy, Suspense } from "react";
import { createStore, useStore } from "zustand";

const wanted = createStore<{ readonly shown: boolean }>(() => ({ shown: false }));
const Toasts = lazy(() => import("./Toasts.tsx"));

/** Says something in passing. What it takes is loaded with the first one. */
export async function notify(notification: NotificationData): Promise<void> {
  wanted.setState({ shown: true });
  const { notifications } = await import("@mantine/notifications");
  notifications.show(notification);
}

/** Where notifications show, once there has been one. */
export function NotificationArea() {
  if (!useStore(wanted, ({ shown }) => shown)) return null;
  return (
    <Suspense>
      <Toasts />
    </Suspense>
  );
}
