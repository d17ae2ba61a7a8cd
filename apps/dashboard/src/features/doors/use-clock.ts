import { useEffect, useState } from "react";
import { serverNow } from "../../api/server-clock.ts";

/** The relay's time, milliseconds, told anew every second while `running`. */
export function useClock(running: boolean): number {
  const [now, setNow] = useState(() => serverNow());
  useEffect(() => {
    if (!running) return;
    setNow(serverNow());
    const timer = setInterval(() => setNow(serverNow()), 1_000);
    return () => clearInterval(timer);
  }, [running]);
  return now;
}
