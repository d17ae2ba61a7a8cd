import { z } from "zod";

/** `GET /api/about`, for everybody: what a page must know before anybody has signed in. */
export const About = z.strictObject({
  version: z.string(),
  /** True until the set-up link has made the first owner. */
  needsSetUp: z.boolean(),
  /** What the wizard hands to a device: the relay's HTTPS address, and its CA where it has one of its own (PEM). */
  device: z.strictObject({ url: z.string(), ca: z.string().exactOptional() }),
  /** The pages' origins at which passkeys can be made and used; WebAuthn wants a name, and HTTPS or this machine. */
  passkeyOrigins: z.array(z.string()),
  /** Address of a `virtual-door` host whose doors the port chooser offers too. */
  virtualDoors: z.string().exactOptional(),
});
export type About = z.infer<typeof About>;
