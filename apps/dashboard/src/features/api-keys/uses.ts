import type { ApiKeyUse } from "@openlock/api";
import { languageStore } from "../../i18n/language.ts";
import { t } from "../../i18n/text.ts";

export const USES: readonly {
  readonly use: ApiKeyUse;
  readonly label: () => string;
  readonly short: () => string;
}[] = [
  { use: "key", label: () => t`Read the public keys of doors`, short: () => t`keys` },
  {
    use: "commands",
    label: () => t`Send sealed commands; with a door password, any command`,
    short: () => t`commands`,
  },
  { use: "status", label: () => t`Read how doors are`, short: () => t`status` },
];

/** Such as `Keys and status`. */
export function usesWords(uses: readonly ApiKeyUse[]): string {
  const words = USES.filter(({ use }) => uses.includes(use)).map(({ short }) => short());
  const text = new Intl.ListFormat(languageStore.getState().language).format(words);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
