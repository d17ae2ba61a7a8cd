import { type Board, testLockPin, type VirtualLine, watchBolt } from "@openlock/provisioning";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useDoor } from "../doors/use-doors.ts";
import type { LockPinResult } from "./lock-pin-result.ts";

type Seen = Pick<LockPinResult, "moved" | "seenBy">;

/**
 * Runs the test on a board. It ends by itself where the pin can be watched or the contact opens; else `asks` for what a
 * person saw.
 */
export function useLockPinTest(board: Board, doorId: string, onResult: (result: LockPinResult) => void) {
  const [resets, setResets] = useState(0);
  const running = useRef<AbortController>(undefined);
  const contact = useDoor(doorId).data?.status?.document.contact;

  const test = useMutation({
    mutationFn: async (wanted: number): Promise<LockPinResult | undefined> => {
      const controller = new AbortController();
      running.current = controller;
      setResets(0);
      let done = 0;
      const onReset = (count: number) => {
        done = count;
        setResets(count);
      };
      const watch = isVirtual(board) ? await watchBolt(board.line as VirtualLine) : undefined;
      try {
        const { signal } = controller;
        const { movedAt } = await testLockPin(board, {
          resets: wanted,
          onReset,
          signal,
          ...(watch ? { watch } : {}),
        });
        return watch && { moved: movedAt !== undefined, resets: done, seenBy: "pin" };
      } catch (error) {
        const { reason } = controller.signal;
        // In the middle of a reset: it was this one at which the bolt moved.
        if (error === reason && isSeen(reason)) return { ...reason, resets: done + 1 };
        throw error;
      } finally {
        watch?.stop();
      }
    },
    onSuccess: (result) => result && onResult(result),
  });

  const see = (seen: Seen) => {
    if (test.isPending) running.current?.abort(seen);
    else onResult({ ...seen, resets });
  };
  const { isPending } = test;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the contact's own change says something
  useEffect(() => {
    if (isPending && contact === "open") see({ moved: true, seenBy: "contact" });
  }, [contact, isPending]);
  useEffect(() => () => running.current?.abort(), []);

  return {
    ...test,
    resets,
    contact,
    watchesPin: isVirtual(board),
    asks: test.isSuccess && test.data === undefined,
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
