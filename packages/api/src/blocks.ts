import { z } from "zod";

/** A network that is kept out for a while, because too much that came from it was refused. */
export const BlockedNetwork = z.strictObject({
  /** An IPv4 address, or an IPv6 /64. */
  network: z.string(),
  since: z.int(),
  until: z.int(),
  /** Attempts without the right to, requests beyond a limit, or refused registrations of devices. */
  why: z.enum(["unauthorised", "excess", "devices"]),
  /** The how manieth time in a row; each block lasts twice as long as the one before. */
  times: z.int(),
});
export type BlockedNetwork = z.infer<typeof BlockedNetwork>;
