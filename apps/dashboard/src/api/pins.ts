import { storagePins } from "@openlock/client";

/** Which key each door has had in this browser. */
export const pins = storagePins(localStorage);
