import { createRoute } from "@hono/zod-openapi";
import { GuestGrantView } from "@openlock/api";
import { z } from "zod";
import { toGuestView } from "../../grants/views.ts";
import type { Services } from "../context.ts";
import { GUEST, jsonResponse } from "../json.ts";
import { relayRouter } from "../router.ts";
import { PROBLEM } from "../schemas.ts";

const list = createRoute({
  tags: ["Guests"],
  security: GUEST,
  method: "get",
  path: "/api/guest/grants",
  summary: "What the key of a guest's link opens, and until when; also what is over or was taken back",
  responses: {
    200: jsonResponse(z.object({ grants: z.array(GuestGrantView) }), "Newest first"),
    default: PROBLEM,
  },
});

export function guestRoutes({ records, now }: Services) {
  return relayRouter().openapi(list, async (c) => {
    const grants: GuestGrantView[] = [];
    for (const grant of c.var.guest.grants) {
      const door = await records.doors.byId(grant.door);
      // A door that was removed opens to nobody by way of this relay.
      if (door) grants.push(toGuestView(grant, door, now()));
    }
    return c.json({ grants }, 200);
  });
}
