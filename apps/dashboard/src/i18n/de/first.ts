import { de as api } from "../../api/de.ts";
import { de as app } from "../../app/de.ts";
import { de as doors } from "../../features/doors/de.ts";
import { de as passkeys } from "../../features/passkeys/de.ts";
import { de as session } from "../../features/session/de.ts";
import type { Catalogue } from "../catalogue.ts";

/** What the first pages show: sign-in and doors, with all that opens on them. */
export const first: Catalogue = { ...app, ...api, ...session, ...doors, ...passkeys };
