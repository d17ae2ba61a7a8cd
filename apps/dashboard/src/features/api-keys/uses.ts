import type { ApiKeyUse } from "@openlock/api";

export const USES: readonly { readonly use: ApiKeyUse; readonly label: string; readonly short: string }[] = [
  { use: "key", label: "Read the public keys of doors", short: "keys" },
  { use: "commands", label: "Send sealed commands; with a door password, any command", short: "commands" },
  { use: "status", label: "Read how doors are", short: "status" },
];

/** Such as `Keys and status`. */
export function usesWords(uses: readonly ApiKeyUse[]): string {
  const words = USES.filter(({ use }) => uses.includes(use)).map(({ short }) => short);
  const text = new Intl.ListFormat("en").format(words);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
