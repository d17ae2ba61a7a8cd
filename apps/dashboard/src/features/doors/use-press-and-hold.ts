import { type HTMLAttributes, useEffect, useRef, useState } from "react";
import { type Press, PressAndHold } from "./press-and-hold.ts";

type Handlers = Pick<
  HTMLAttributes<HTMLElement>,
  | "onPointerDown"
  | "onPointerUp"
  | "onPointerLeave"
  | "onPointerCancel"
  | "onKeyDown"
  | "onKeyUp"
  | "onBlur"
  | "onClick"
  | "onContextMenu"
>;

/**
 * Handlers for a button that is pressed and held, see {@link PressAndHold}; or, where `hold` is false, simply pressed.
 * One button can be first the one and then the other, without losing the focus: the press that was held does not count
 * for what the button has become under it.
 */
export function usePressAndHold(hold: boolean, meant: () => void): { press: Press; handlers: Handlers } {
  const [press, setPress] = useState<Press>("none");
  const latest = useRef(meant);
  latest.current = meant;
  /** The next click is the end of a press that has been dealt with. */
  const spent = useRef(false);
  const virtual = useRef(false);
  const [machine] = useState(
    () =>
      new PressAndHold(setPress, () => {
        spent.current = true;
        latest.current();
      }),
  );
  useEffect(() => () => machine.stop(), [machine]);

  const handlers: Handlers = {
    onPointerDown: (event) => {
      spent.current = false;
      virtual.current = isVirtual(event.nativeEvent);
      if (hold && event.button === 0 && !virtual.current) machine.down();
    },
    onPointerUp: () => machine.up(),
    onPointerLeave: () => machine.cancel(),
    onPointerCancel: () => machine.cancel(),
    onKeyDown: (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      // A key that is still held presses nothing else, and one that is to be held does not click as well.
      if (event.repeat || hold) event.preventDefault();
      if (event.repeat) return;
      spent.current = false;
      if (hold) machine.down();
    },
    onKeyUp: (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      if (hold || spent.current) event.preventDefault();
      spent.current = false;
      machine.up();
    },
    onBlur: () => {
      spent.current = false;
      machine.cancel();
    },
    onClick: (event) => {
      if (spent.current) {
        spent.current = false;
      } else if (!hold) {
        latest.current();
      } else if (event.detail === 0 || virtual.current) {
        machine.pressWithoutLength();
      }
    },
    // A long touch is for the door, not for the browser's menu.
    onContextMenu: (event) => {
      if (hold) event.preventDefault();
    },
  };
  return { press, handlers };
}

/** A press that an assistive technology makes up: its pointer has no size and no force. */
function isVirtual({ pointerType, width, height, pressure, detail }: PointerEvent): boolean {
  if (width === 0 && height === 0) return true;
  return width === 1 && height === 1 && pressure === 0 && detail === 0 && pointerType === "mouse";
}
