import { type Board, testLockPin, type VirtualLine, watchBolt } from "@openlock/provisioning";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { LockPinResult } from "./lock-pin-result.ts";
import { useContactWatch } from "./use-contact-watch.ts";

type Seen = Pick<LockPinResult, "moved" | "seenBy">;

/**
 * Runs the test on a board. It ends by itself where the pin can be watched or the contact opens; else it is `finished`
 * without a result, which only a person who watched can give.
 */
export function useLockPinTest(board: Board, doorId: string, onResult: (result: LockPinResult) => void) {
  const [resets, setResets] = useState(0);
  const running = useRef<AbortController>(undefined);
  const contact = useContactWatch(doorId, () => see({ moved: true, seenBy: "contact" }));

  const test = useMutation({
    mutationFn: async (wanted: number): Promise<LockPinResult | undefined> => {
      const controller = new AbortController();
      running.current = controller;
      setResets(0);
      let done = 0;
      const onReset = (count: number) => {
        done = count;
        setResets(count);
        if (count < wanted) contact.beforeReset();
      };
      if (!isVirtual(board)) contact.begin();
      contact.beforeReset();
      const watch = isVirtual(board) ? await watchBolt(board.line as VirtualLine) : undefined;
      try {
        const { signal } = controller;
        const { movedAt } = await testLockPin(board, {
          resets: wanted,
          onReset,
          signal,
          ...(watch ? { watch } : {}),
        });
        signal.throwIfAborted();
        contact.afterLastReset();
        return watch && { moved: movedAt !== undefined, resets: done, seenBy: "pin" };
      } catch (error) {
        contact.stop();
        const { reason } = controller.signal;
        // In the middle of a reset: it was this one at which the bolt moved.
        if (error === reason && isSeen(reason)) return { ...reason, resets: Math.min(done + 1, wanted) };
        throw error;
      } finally {
        running.current = undefined;
        watch?.stop();
      }
    },
    onSuccess: (result) => result && onResult(result),
  });

  const see = (seen: Seen) => {
    if (running.current) running.current.abort(seen);
    else onResult({ ...seen, resets });
  };
  useEffect(() => () => running.current?.abort(), []);

  return {
    ...test,
    resets,
    contact,
    watchesPin: isVirtual(board),
    finished: test.isSuccess && test.data === undefined,
    moved: () => see({ moved: true, seenBy: "person" }),
    stayed: () => see({ moved: false, seenBy: "person" }),
    stop: () => running.current?.abort(),
  };
}

function isVirtual({ line }: Board): boolean {
  return line.kind === "virtual";
}

function isSeen(reason: unknown): reason is Seen {
  return typeof reason === "object" && reason !== null && "seenBy" in reason;
}
