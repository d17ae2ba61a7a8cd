import { createRoute } from "@hono/zod-openapi";
import { MANIFEST_HEADER, ReleaseView } from "@openlock/api";
import { BOUNDS } from "@openlock/protocol";
import { z } from "zod";
import type { Identity } from "../../identity/identity.ts";
import { requireAllDoors } from "../../identity/manage-people.ts";
import type { Release } from "../../records/release-records.ts";
import { readManifest, receiveImage } from "../../updates/receive.ts";
import { askedBy, audited } from "../audited.ts";
import { isMediaType, streamBody } from "../body.ts";
import type { Services } from "../context.ts";
import { BEARER, jsonResponse } from "../json.ts";
import { ProblemError } from "../problem.ts";
import { relayRouter } from "../router.ts";
import { PROBLEM } from "../schemas.ts";

/** Images that come in at once on a node. */
const UPLOADS_MAX = 2;

const params = z.object({ id: z.string().max(64) });
const common = { tags: ["Updates"], security: BEARER };

const upload = createRoute({
  ...common,
  method: "post",
  path: "/api/releases",
  summary: "Uploads an image, with its signed manifest (protocol, section 5) in a header",
  request: {
    headers: z.object({ [MANIFEST_HEADER]: z.string().max(BOUNDS.manifestBytes) }),
    body: {
      required: true,
      content: { "application/octet-stream": { schema: { type: "string", format: "binary" } } },
    },
  },
  responses: { 201: jsonResponse(ReleaseView, "Uploaded"), default: PROBLEM },
});

const list = createRoute({
  ...common,
  method: "get",
  path: "/api/releases",
  summary: "What can be rolled out",
  responses: {
    200: jsonResponse(z.object({ releases: z.array(ReleaseView) }), "Newest first"),
    default: PROBLEM,
  },
});

const read = createRoute({
  ...common,
  method: "get",
  path: "/api/releases/{id}",
  summary: "One release",
  request: { params },
  responses: { 200: jsonResponse(ReleaseView, "The release"), default: PROBLEM },
});

const remove = createRoute({
  ...common,
  method: "delete",
  path: "/api/releases/{id}",
  summary: "Removes a release and its image; not while a rollout has it",
  request: { params },
  responses: { 204: { description: "Removed" }, default: PROBLEM },
});

/** The upload, whose body is no JSON. */
export function releaseUploadRoutes(services: Services, identity: Identity) {
  const { records, now } = services;
  let underWay = 0;
  return relayRouter().openapi(upload, async (c) => {
    requireAllDoors(identity, c, "release.upload");
    const { incoming } = c.env;
    if (!isMediaType(incoming.headers["content-type"], "application/octet-stream")) {
      throw new ProblemError("unsupported-media-type", "Send the image as application/octet-stream.");
    }
    const manifest = c.req.header(MANIFEST_HEADER) ?? "";
    const by = { at: now(), uploadedBy: c.var.caller.label };
    const release = await readManifest(manifest, await records.releases.keys(), by);
    if (underWay >= UPLOADS_MAX) {
      throw new ProblemError("rate-limited", "Other images are being uploaded. Wait for them.", {
        headers: { "retry-after": "10", connection: "close" },
      });
    }
    underWay += 1;
    try {
      const { version, chip, sha256 } = release;
      const doing = { ...askedBy(c), action: "release.upload", detail: { version, chip, sha256 } };
      await audited(services, doing, () =>
        receiveImage(records, release, streamBody(incoming, BOUNDS.imageBytes)),
      );
    } finally {
      underWay -= 1;
    }
    return c.json(toView(release), 201);
  });
}

export function releaseRoutes(services: Services, identity: Identity) {
  const { records } = services;
  const find = async (id: string): Promise<Release> => {
    const release = await records.releases.byId(id);
    if (!release) throw new ProblemError("not-found", "There is no such release. It may have been removed.");
    return release;
  };
  return relayRouter()
    .openapi(list, async (c) => c.json({ releases: (await records.releases.list()).map(toView) }, 200))
    .openapi(read, async (c) => c.json(toView(await find(c.req.valid("param").id)), 200))
    .openapi(remove, async (c) => {
      requireAllDoors(identity, c, "release.remove");
      const { id, version, chip } = await find(c.req.valid("param").id);
      const doing = { ...askedBy(c), action: "release.remove", detail: { version, chip } };
      await audited(services, doing, async () => {
        if ((await records.releases.remove(id)) !== "in-use") return;
        throw new ProblemError(
          "conflict",
          "A rollout that is not over has this release. Stop that one first.",
        );
      });
      return c.body(null, 204);
    });
}

function toView(release: Release): ReleaseView {
  const { manifest: _, at: uploadedAt, ...same } = release;
  return { ...same, uploadedAt };
}
