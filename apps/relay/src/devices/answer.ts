import type { DeviceStatus } from "@openlock/protocol";
import { z } from "zod";

/** How handing a command to a device ended. Only `offline` and `duplicate` say that nothing was sent. */
export const DeviceAnswer = z.discriminatedUnion("outcome", [
  z.object({
    outcome: z.literal("answered"),
    code: z.union([z.literal(200), z.literal(400)]),
    jwe: z.string().exactOptional(),
  }),
  /** No socket: nothing was sent. */
  z.object({ outcome: z.literal("offline") }),
  /** A command with the same `jti` is under way: nothing was sent. */
  z.object({ outcome: z.literal("duplicate") }),
  /** Sent, and not answered in time. */
  z.object({ outcome: z.literal("timeout") }),
  /** Sent, and the connection ended before an answer. */
  z.object({ outcome: z.literal("lost") }),
]);
export type DeviceAnswer = z.infer<typeof DeviceAnswer>;

/** How asking a device for its status ended. */
export type StatusReply =
  | { readonly outcome: "answered"; readonly status: DeviceStatus; readonly at: number }
  | { readonly outcome: "offline" }
  | { readonly outcome: "timeout" };
