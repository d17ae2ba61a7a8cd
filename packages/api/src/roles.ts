import { z } from "zod";

/** What a person may do on a relay; the relay's table of routes says what each role reaches. */
export const Role = z.enum(["owner", "admin", "staff", "auditor"]);
export type Role = z.infer<typeof Role>;
