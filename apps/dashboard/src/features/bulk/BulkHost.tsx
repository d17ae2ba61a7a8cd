import { Suspense } from "react";
import { lazyPart } from "../../app/lazy-part.ts";
import { useBulk } from "./bulk-store.ts";

const BulkWindow = lazyPart(() => import("./BulkWindow.tsx"));
const BulkStrip = lazyPart(() => import("./BulkStrip.tsx"));

/** How what was asked of many doors goes: in a window, or in a strip while that is hidden. */
export function BulkHost() {
  const { run, shown } = useBulk();
  return run && <Suspense>{shown ? <BulkWindow run={run} /> : <BulkStrip run={run} />}</Suspense>;
}
