import { ProvisioningError } from "../errors.ts";
import type { SerialSession } from "./session.ts";

/** How long EN is held low, in milliseconds; as esptool does it. */
const HELD_LOW = 100;
/** From the release of EN to the first line of the ROM, or of esplock where the ROM is silent; milliseconds. */
const BEGINS_WITHIN = 4_000;
/** What the ROM or esplock say first after a reset. */
const BEGINS = /\brst:0x[0-9a-f]+|\besplock: version /i;

/**
 * Presses the board's RESET by way of DTR and RTS, and waits until it says that it begins anew. A chip with USB of its
 * own says so by taking its port along.
 *
 * @throws {ProvisioningError} `not-reset` where the board goes on as if nothing had happened; `port-lost` where it was
 *   gone before
 */
export async function restartBoard(session: SerialSession, signal?: AbortSignal): Promise<void> {
  session.ended.throwIfAborted();
  const begun = new AbortController();
  let stop = () => {};
  try {
    await session.setSignals({ dataTerminalReady: false, requestToSend: true });
    await new Promise((resolve) => setTimeout(resolve, HELD_LOW));
    // Only now, when what the board said before has arrived.
    stop = session.onMessage((message) => {
      if (message.kind === "log" && BEGINS.test(message.text)) begun.abort();
    });
    await session.setSignals({ dataTerminalReady: false, requestToSend: false });
    const patience = AbortSignal.timeout(BEGINS_WITHIN);
    await aborted(AbortSignal.any([begun.signal, session.ended, patience, ...(signal ? [signal] : [])]));
  } catch (error) {
    if (!session.ended.aborted) throw error;
  } finally {
    stop();
  }
  signal?.throwIfAborted();
  if (begun.signal.aborted || session.ended.aborted) return;
  throw new ProvisioningError("not-reset", "The board did not restart when it was told to.");
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
