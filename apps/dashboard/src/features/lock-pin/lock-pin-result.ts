import { plural, t } from "../../i18n/text.ts";

/** How a bench test of the lock pin ended. */
export interface LockPinResult {
  readonly moved: boolean;
  /** Resets that were made until then. */
  readonly resets: number;
  /** Who or what saw it: the pin of a virtual door, the door's contact, or whoever stood beside it. */
  readonly seenBy: "pin" | "contact" | "person";
}

/** In a few words, for a list. */
export function lockPinWords({ moved, resets }: LockPinResult): string {
  return moved
    ? plural(resets, { one: t`bolt moved at the first reset`, other: t`bolt moved within ${resets} resets` })
    : plural(resets, { one: t`bolt stayed at one reset`, other: t`bolt stayed at ${resets} resets` });
}
