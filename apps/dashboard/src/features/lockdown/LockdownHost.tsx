import { Suspense } from "react";
import { lazyPart } from "../../app/lazy-part.ts";
import { useLockdownWish } from "./lockdown-store.ts";

const LockdownWindow = lazyPart(() => import("./LockdownWindow.tsx"));

/** Where the window opens, whatever page asks for it. */
export function LockdownHost() {
  const wish = useLockdownWish();
  return (
    wish && (
      <Suspense>
        <LockdownWindow wish={wish} />
      </Suspense>
    )
  );
}
