import { z } from "zod";

/** What people can read OpenLock in, pages and mails alike: primary language subtags (BCP 47). */
export const Language = z.enum(["en", "de"]);
export type Language = z.infer<typeof Language>;
