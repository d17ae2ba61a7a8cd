import * as z from "zod/mini";
import { DEVICE_ERRORS } from "../errors.ts";
import { Jti, Seconds } from "../names.ts";
import { DeviceStatus, DoorState } from "../status.ts";

/** What a device answers to a command (section 1). */
export const ResultClaims = z
  .strictObject({
    /** The `jti` of the command. */
    sub: Jti,
    iat: Seconds,
    code: z.literal([200, 400]),
    error: z.exactOptional(z.enum(DEVICE_ERRORS)),
    state: DoorState,
    /** The whole status document, in the answer to `status`. */
    status: z.exactOptional(DeviceStatus),
  })
  .check(z.refine(({ code, error }) => (code === 400) === (error !== undefined), "error goes with code 400"));
export type ResultClaims = z.infer<typeof ResultClaims>;

export const ResultHeader = z.strictObject({
  alg: z.literal("dir"),
  enc: z.literal("A256GCM"),
  typ: z.literal("openlock-result+jwt"),
});
