import { z } from "zod";

/** The address of a website; what counts is its origin: scheme, host and port, the host in ASCII (RFC 6454, section 6). */
export const WebsiteUrl = z
  .string()
  .max(300)
  .refine(isWebsite, "not the address of a website")
  .transform((text) => new URL(text).origin);

/** `POST /api/websites`. */
export const NewWebsite = z.strictObject({ url: WebsiteUrl });
export type NewWebsite = z.infer<typeof NewWebsite>;

/** A website at whose pages people may sign in and open doors, once it has shown that it is its owner's. */
export const WebsiteView = z.strictObject({
  id: z.string(),
  origin: z.string(),
  /** `pending` was never verified; `warned` fails and still works; `suspended` has failed for too long. */
  state: z.enum(["pending", "active", "warned", "suspended"]),
  /** What has to be found at the website, in any one of three ways, and to stay there. */
  verification: z.strictObject({
    file: z.strictObject({ url: z.string(), content: z.string() }),
    /** A TXT record. Absent where the host is an address. */
    dns: z.strictObject({ name: z.string(), value: z.string() }).exactOptional(),
    /** A tag in the head of the page at `/`. */
    meta: z.strictObject({ url: z.string(), tag: z.string() }),
  }),
  addedAt: z.int(),
  verifiedAt: z.int().exactOptional(),
  checkedAt: z.int().exactOptional(),
  /** By which way it was shown last. */
  proof: z.enum(["file", "dns", "meta"]).exactOptional(),
  /** Since when checks fail, what each way came to, and when the website is suspended if that goes on. */
  failing: z
    .strictObject({
      since: z.int(),
      file: z.string(),
      dns: z.string(),
      meta: z.string(),
      suspendedFrom: z.int().exactOptional(),
    })
    .exactOptional(),
});
export type WebsiteView = z.infer<typeof WebsiteView>;

function isWebsite(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === "" && password === "";
}
