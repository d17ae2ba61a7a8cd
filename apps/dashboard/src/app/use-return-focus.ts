import { useEffect, useState } from "react";

/**
 * For a window that is in the page only while it is open: when it goes, the focus is where it was when it came, or on the button of the
 * menu that led to it, so that a keyboard goes on from there. Where the page has put it elsewhere meanwhile, it stays.
 */
export function useReturnFocus(): void {
  const [before] = useState(opener);
  useEffect(
    () => () => {
      setTimeout(() => {
        if (document.activeElement === document.body) before?.focus({ preventScroll: true });
      });
    },
    [before],
  );
}

function opener(): HTMLElement | undefined {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || focused === document.body) return undefined;
  const menu = focused.closest("[role=menu]");
  const button = menu && document.querySelector<HTMLElement>(`[aria-controls="${CSS.escape(menu.id)}"]`);
  return button ?? focused;
}
