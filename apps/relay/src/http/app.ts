import type { OpenAPIHono } from "@hono/zod-openapi";
import type { CommandPath } from "../admission/send.ts";
import type { BlockedNetworks } from "../blocking/blocked-networks.ts";
import { offenceOf } from "../blocking/offences.ts";
import type { DoorKeys } from "../devices/door-keys.ts";
import type { DeviceRouting } from "../devices/routing.ts";
import type { SessionTokens } from "../devices/session-token.ts";
import { authorize } from "../identity/authorize.ts";
import type { Identity } from "../identity/identity.ts";
import { isForeignPage } from "../identity/origin.ts";
import type { Site } from "../identity/site.ts";
import type { RelayEnv, Services } from "./context.ts";
import { notFoundHandler, problemHandler } from "./errors.ts";
import type { Metrics } from "./metrics.ts";
import { cors } from "./middleware/cors.ts";
import { refuseBlocked } from "./middleware/refuse-blocked.ts";
import { requestContext } from "./middleware/request-context.ts";
import { strictJson } from "./middleware/strict-json.ts";
import { openApiDocument } from "./openapi.ts";
import { ProblemError } from "./problem.ts";
import { relayRouter } from "./router.ts";
import { aboutRoutes, type DeviceTarget } from "./routes/about.ts";
import { alertRoutes } from "./routes/alerts.ts";
import { apiKeyRoutes } from "./routes/api-keys.ts";
import { auditRoutes } from "./routes/audit.ts";
import { bannedKeyRoutes } from "./routes/banned-keys.ts";
import { blockRoutes } from "./routes/blocks.ts";
import { deviceRoutes } from "./routes/devices.ts";
import { docsRoutes } from "./routes/docs.ts";
import { doorCommandRoutes } from "./routes/door-commands.ts";
import { doorRoutes } from "./routes/doors.ts";
import { eventRoutes } from "./routes/events.ts";
import { grantRequestRoutes } from "./routes/grant-requests.ts";
import { grantRoutes } from "./routes/grants.ts";
import { guestRoutes } from "./routes/guest.ts";
import { handoverRoutes } from "./routes/handovers.ts";
import { healthRoutes } from "./routes/health.ts";
import { historyRoutes } from "./routes/history.ts";
import { imageRoutes } from "./routes/images.ts";
import { invitationRoutes } from "./routes/invitations.ts";
import { jwksRoutes } from "./routes/jwks.ts";
import { ownerKeyRoutes } from "./routes/owner-keys.ts";
import { passkeyRoutes } from "./routes/passkeys.ts";
import { peopleRoutes } from "./routes/people.ts";
import { releaseKeyRoutes } from "./routes/release-keys.ts";
import { releaseRoutes, releaseUploadRoutes } from "./routes/releases.ts";
import { rolloutRoutes } from "./routes/rollouts.ts";
import { sessionRoutes } from "./routes/session.ts";
import { setUpRoutes } from "./routes/set-up.ts";
import { signInRoutes } from "./routes/sign-in.ts";
import { signInsRoutes } from "./routes/sign-ins.ts";
import { signingKeyRoutes } from "./routes/signing-keys.ts";
import { statsRoutes } from "./routes/stats.ts";
import { webhookRoutes } from "./routes/webhooks.ts";
import { websiteRoutes } from "./routes/websites.ts";
import { type Dashboard, firmwareFile } from "./static.ts";

export interface AppParts {
  readonly services: Services;
  readonly identity: Identity;
  readonly commands: CommandPath;
  readonly routing: DeviceRouting;
  readonly tokens: SessionTokens;
  readonly keys: DoorKeys;
  readonly metrics: Metrics;
  readonly blocks: BlockedNetworks;
  readonly dashboard: Dashboard;
  readonly firmwareDir: string;
  readonly version: string;
  readonly device: () => DeviceTarget;
  readonly site: () => Site;
  /** Aborted when the relay begins to stop. */
  readonly stop: AbortSignal;
}

/** Everything that answers over HTTP. */
export function createApp(parts: AppParts): OpenAPIHono<RelayEnv> {
  const { services, identity, metrics, blocks, version, site, stop } = parts;
  const app = relayRouter();
  app.onError(
    problemHandler(services.log, (problem, c) => {
      metrics.refusal(problem.problem);
      const foreignPage = isForeignPage(c, services.config.OPENLOCK_URL);
      const offence = offenceOf(problem, { path: c.req.path, foreignPage });
      if (offence) blocks.strike(c.var.ip, offence);
    }),
  );
  app.notFound(notFoundHandler);
  app.use("*", requestContext(services.log, services.config.TRUST_PROXY));
  // First, so that a page of a verified website can read why it is refused.
  app.use("*", cors(identity.websites));
  app.use("*", refuseBlocked(blocks));
  app.use("*", authorize(identity, services.config.OPENLOCK_URL));

  // Before `strictJson`: what these take is not JSON, or nothing.
  app.route("/", doorCommandRoutes(services, parts.commands, parts.routing));
  app.route("/", eventRoutes(services, metrics, stop));
  app.route("/", releaseUploadRoutes(services, identity));
  app.use("/api/*", strictJson);
  app.route("/", aboutRoutes(services, version, parts.device, site));
  app.route("/", deviceRoutes(services, parts.tokens));
  app.route("/", imageRoutes(services, parts.tokens, parts.keys));
  app.route("/", setUpRoutes(services, identity));
  app.route("/", signInRoutes(services, identity));
  app.route("/", sessionRoutes(services, identity));
  app.route("/", passkeyRoutes(services, identity, site));
  app.route("/", signInsRoutes(services, identity));
  app.route("/", peopleRoutes(services, identity));
  app.route("/", invitationRoutes(services, identity, site));
  app.route("/", doorRoutes(services, identity));
  app.route("/", grantRequestRoutes(services));
  app.route("/", grantRoutes(services));
  app.route("/", guestRoutes(services));
  app.route("/", ownerKeyRoutes(services));
  app.route("/", handoverRoutes(services));
  app.route("/", releaseRoutes(services, identity));
  app.route("/", releaseKeyRoutes(services, identity));
  app.route("/", rolloutRoutes(services));
  app.route("/", historyRoutes(services));
  app.route("/", statsRoutes(services));
  app.route("/", auditRoutes(services, identity));
  app.route("/", bannedKeyRoutes(services, identity));
  app.route("/", blockRoutes(services, identity, blocks));
  app.route("/", websiteRoutes(services, identity));
  app.route("/", apiKeyRoutes(services, identity));
  app.route("/", signingKeyRoutes(services, identity));
  app.route("/", jwksRoutes(identity));
  app.route("/", alertRoutes(services));
  app.route("/", webhookRoutes(services, identity));
  app.route(
    "/",
    healthRoutes(services, metrics, () => stop.aborted),
  );
  let document: object | undefined;
  app.route(
    "/",
    docsRoutes(() => {
      document ??= openApiDocument(app, version);
      return document;
    }),
  );
  serveFiles(app, parts);
  return app;
}

function serveFiles(app: OpenAPIHono<RelayEnv>, { dashboard, firmwareDir }: AppParts): void {
  app.get("/firmware/*", async (c) => {
    const file = await firmwareFile(firmwareDir, c.req.path.slice("/firmware/".length));
    return file ?? c.notFound();
  });
  app.get("*", async (c) => {
    if (c.req.path.startsWith("/api/")) return c.notFound();
    if (!dashboard.built) {
      throw new ProblemError("not-found", "The dashboard is not built. Run: npm run build");
    }
    return (await dashboard.respond(c.req.path, c.req.header("accept-encoding") ?? "")) ?? c.notFound();
  });
}
