import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { CHAIN_START, type ChainPoint } from "@openlock/api";
import type { Context } from "hono";
import { CheckpointKey } from "../../audit/checkpoint-key.ts";
import { exportRows } from "../../audit/export.ts";
import { allCheckpoints, pages } from "../../audit/verify.ts";
import type { Identity } from "../../identity/identity.ts";
import { requireAllDoors } from "../../identity/manage-people.ts";
import type { AuditChainRecords, AuditEntry } from "../../records/records.ts";
import { AuditQuery, auditFilter } from "../audit-query.ts";
import { askedBy } from "../audited.ts";
import type { RelayEnv, Services } from "../context.ts";
import { BEARER, jsonResponse } from "../json.ts";
import { ProblemError } from "../problem.ts";
import { relayRouter } from "../router.ts";
import { PROBLEM } from "../schemas.ts";
import { TextStreams } from "../text-stream.ts";

const JSON_LINES = "application/jsonl";
const text = { schema: z.string() };
const common = { method: "get" as const, tags: ["History"] };

const exported = createRoute({
  ...common,
  path: "/api/audit/export",
  summary: "The rows of the audit, newest first, as CSV (RFC 4180) or JSON Lines",
  security: BEARER,
  request: { query: AuditQuery.extend({ format: z.enum(["csv", "jsonl"]) }) },
  responses: {
    200: { description: "A row a line", content: { "text/csv": text, [JSON_LINES]: text } },
    default: PROBLEM,
  },
});

const proof = {
  ...common,
  path: "/api/audit/proof",
  summary: "Everything that the audit's chain covers, oldest first; for people with all doors",
  security: BEARER,
  responses: {
    200: {
      description:
        'JSON Lines: first `{"start":{"seq","chain"},"end":{…}}`, then each row as `[seq, chain or null, at, …]`, at the end `{"end":{…}}`',
      content: { [JSON_LINES]: text },
    },
    default: PROBLEM,
  },
} as const;

const checkpoints = createRoute({
  ...common,
  path: "/api/audit/checkpoints",
  summary: "The signed checkpoints of the audit's chain, oldest first, a compact JWS a line",
  security: BEARER,
  responses: {
    200: { description: "Keep them elsewhere", content: { "text/plain": text } },
    default: PROBLEM,
  },
});

const keys = createRoute({
  ...common,
  path: "/api/audit/keys",
  summary: "The public key of the checkpoints, as a JWK set (RFC 7517)",
  responses: {
    200: jsonResponse(z.object({ keys: z.array(z.record(z.string(), z.string())) }), "One key"),
    default: PROBLEM,
  },
});

/** What the audit is taken away and verified by. Whoever takes some of it is written down first. */
export function auditRoutes(services: Services, identity: Identity): OpenAPIHono<RelayEnv> {
  const { records, journal, now } = services;
  const streams = new TextStreams(services);
  const app = relayRouter();
  const writeDown = async (c: Context<RelayEnv>, what: Pick<AuditEntry, "action" | "door" | "detail">) => {
    streams.require(c.var.caller.personId);
    try {
      await journal.write({ ...askedBy(c), ...what, at: now(), outcome: "done" });
    } catch (cause) {
      throw new ProblemError("store-unavailable", "The relay cannot write this down, so it does not do it.", {
        cause,
      });
    }
  };

  app.openAPIRegistry.registerPath(proof);
  app.get(proof.path, async (c) => {
    requireAllDoors(identity, c, "audit.proof");
    await writeDown(c, { action: "audit.proof" });
    return streams.send(c, JSON_LINES, proofLines(records.auditChain));
  });
  return app
    .openapi(exported, async (c) => {
      const { format, ...query } = c.req.valid("query");
      const filter = auditFilter(query);
      const { door, ...narrowed } = filter;
      await writeDown(c, {
        action: "audit.export",
        ...(door === undefined ? {} : { door }),
        detail: { format, ...narrowed },
      });
      const name = `openlock-audit-${new Date(now()).toISOString().slice(0, 10)}.${format}`;
      c.header("content-disposition", `attachment; filename="${name}"`);
      const type = format === "csv" ? "text/csv; charset=utf-8; header=present" : JSON_LINES;
      return streams.send(c, type, exportRows(records.audit, filter, c.var.caller.doors, format));
    })
    .openapi(checkpoints, async (c) => {
      requireAllDoors(identity, c, "audit.checkpoints");
      const lines = (await allCheckpoints(records.auditChain)).map(({ jws }) => `${jws}\n`);
      c.header("content-disposition", 'attachment; filename="openlock-audit-checkpoints.txt"');
      return c.text(lines.join(""), 200);
    })
    .openapi(keys, async (c) => {
      const key = await CheckpointKey.load(records.settings);
      return c.json({ keys: [key.publicJwk as Record<string, string>] }, 200);
    });
}

/** The chain as it is when it is asked for; what is written meanwhile is left out. */
async function* proofLines(chain: AuditChainRecords): AsyncGenerator<string> {
  const start = (await chain.start()) ?? CHAIN_START;
  const end: ChainPoint = (await chain.end()) ?? start;
  yield `${JSON.stringify({ start: { seq: start.seq, chain: start.chain }, end })}\n`;
  for await (const rows of pages(chain, end.seq)) {
    yield rows.map(({ seq, chain, values }) => `${JSON.stringify([seq, chain, ...values])}\n`).join("");
  }
  yield `${JSON.stringify({ end })}\n`;
}
