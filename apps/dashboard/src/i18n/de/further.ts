import type { Catalogue } from "../catalogue.ts";

/** What all other pages show. */
export const further: Catalogue = {};
