import * as z from "zod/mini";
import { RsaPublicJwk } from "./keys.ts";
import { BootNonce, Milliseconds } from "./names.ts";
import { DeviceStatus } from "./status.ts";

/** `GET /api/doors/{doorId}/key` (section 4). */
export const DoorKey = z.strictObject({ key: RsaPublicJwk, boot: BootNonce, registeredAt: Milliseconds });
export type DoorKey = z.infer<typeof DoorKey>;

/** `POST /api/doors/{doorId}/commands`: the device answered. */
export const CommandAnswer = z.strictObject({
  code: z.literal([200, 400]),
  result: z.exactOptional(z.string()),
});
export type CommandAnswer = z.infer<typeof CommandAnswer>;

/** `GET /api/doors/{doorId}/status`: what the device answered, and how old that is. */
export const StatusAnswer = z.strictObject({ status: DeviceStatus, ageMs: Milliseconds });
export type StatusAnswer = z.infer<typeof StatusAnswer>;

/** Problem details (RFC 9457). `type` ends in the problem's name. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.exactOptional(z.string()),
  instance: z.exactOptional(z.string()),
});
export type Problem = z.infer<typeof Problem>;

/** Where problem types live on each relay, which explains them there; the last part of the path is the name. */
export const PROBLEM_BASE = "/problems/";

/** The stable name of a problem: the last part of its `type`. */
export function problemName(problem: Pick<Problem, "type">): string {
  return problem.type.slice(problem.type.lastIndexOf("/") + 1);
}
