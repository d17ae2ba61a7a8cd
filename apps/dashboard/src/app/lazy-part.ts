import { type ComponentType, lazy } from "react";
import { furtherTexts } from "../i18n/language.ts";

/** A part of any page that is loaded when it is first wanted, with the texts that the first pages do without. */
export function lazyPart<P>(load: () => Promise<{ readonly default: ComponentType<P> }>) {
  return lazy(() => Promise.all([load(), furtherTexts()]).then(([module]) => module));
}
