import { AlertMessage } from "@openlock/api";
import type { Services } from "../http/context.ts";
import { alertMail } from "../mail/alert-mail.ts";
import type { Mailer } from "../mail/mailer.ts";
import { type Delivery, recipientKey, type Webhook } from "../records/alerting.ts";
import { type Handover, type PostParts, postWebhook } from "./post-webhook.ts";
import { maySeeAlerts } from "./recipients.ts";
import { retryDelay } from "./retry.ts";

/** Recipients that are served at once: one that does not answer holds no other up. */
const AT_ONCE = 20;
/** Longer than any try takes. Where a node dies during one, another node tries again after it. */
const LEASE_MS = 120_000;
/** Alerts in one mail. */
const MAIL_MAX = 50;

interface OutboxParts extends Pick<Services, "config" | "log" | "records" | "journal" | "now"> {
  readonly mailer: Mailer;
  /** From 0 to 1; tests know it beforehand. */
  readonly random?: () => number;
  readonly lookup?: NonNullable<PostParts["lookup"]>;
}

/** Hands over what is in the outbox: by mail and to webhooks, each by one node, again and again for about a day. */
export class Outbox {
  readonly #parts: OutboxParts;
  /** By recipient. */
  readonly #underWay = new Map<string, Promise<void>>();

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  /** Starts to hand over what is due, as much at once as may be. */
  async start(): Promise<void> {
    const { records, now } = this.#parts;
    const free = AT_ONCE - this.#underWay.size;
    if (free <= 0) return;
    const claimed = await records.deliveries.claim({
      now: now(),
      leaseMs: LEASE_MS,
      recipients: free,
      mailMax: MAIL_MAX,
      except: new Set(this.#underWay.keys()),
    });
    const byRecipient = new Map<string, Delivery[]>();
    for (const delivery of claimed) {
      const key = recipientKey(delivery.to);
      byRecipient.set(key, [...(byRecipient.get(key) ?? []), delivery]);
    }
    for (const [key, deliveries] of byRecipient) this.#run(key, deliveries);
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay.values());
  }

  #run(key: string, deliveries: readonly Delivery[]): void {
    const running = this.#serve(deliveries)
      .catch((error: unknown) => this.#parts.log.error({ err: error }, "an alert's delivery failed"))
      .finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, running);
  }

  async #serve(deliveries: readonly Delivery[]): Promise<void> {
    const [first] = deliveries;
    if (!first) return;
    if ("person" in first.to) await this.#mail(first.to.person, deliveries);
    else await this.#post(first.to.webhook, first);
  }

  async #mail(personId: string, deliveries: readonly Delivery[]): Promise<void> {
    const { records, mailer, config, log, now } = this.#parts;
    const person = await records.people.byId(personId);
    // Somebody who has become staff since is not told any more.
    const allowed = person && maySeeAlerts(person.role) ? person : undefined;
    const started = now();
    const handover = await tried(async (): Promise<Handover> => {
      if (!allowed) return { outcome: "taken" };
      const messages = deliveries.map(({ message }) => AlertMessage.parse(JSON.parse(message)));
      const { name, email, language } = allowed;
      const letter = alertMail(language, { name, messages, relayUrl: config.OPENLOCK_URL });
      await mailer.send({ to: { name, address: email }, ...letter });
      return { outcome: "taken" };
    });
    for (const delivery of deliveries) await this.#record(delivery, handover, started);
    if (handover.outcome !== "taken")
      log.warn({ person: personId, why: handover }, "an alert was not mailed");
  }

  async #post(webhookId: string, delivery: Delivery): Promise<void> {
    const { records } = this.#parts;
    const webhook = await records.webhooks.byId(webhookId);
    if (!webhook) return;
    const started = this.#parts.now();
    const handover: Handover = webhook.enabled
      ? await tried(() => postWebhook(webhook, { id: delivery.id, body: delivery.message }, this.#parts))
      : { outcome: "failed", error: "The webhook is turned off." };
    const state = await this.#record(delivery, handover, started);
    if (state !== "given-up") return;
    if (handover.outcome === "gone") await records.webhooks.update(webhookId, { enabled: false });
    await this.#tell(webhook, handover);
  }

  async #record(delivery: Delivery, handover: Handover, started: number): Promise<Delivery["state"]> {
    const { records, now, random } = this.#parts;
    const at = now();
    const { status, error } = { status: undefined, error: undefined, ...handover };
    const attempt = {
      at: started,
      ms: Math.max(0, at - started),
      ...(status === undefined ? {} : { status }),
      ...(error === undefined ? {} : { error }),
    };
    const wait =
      handover.outcome === "failed" ? retryDelay(delivery.attempts.length + 1, random?.()) : undefined;
    const state = handover.outcome === "taken" ? "done" : wait === undefined ? "given-up" : "waiting";
    await records.deliveries.record(delivery.id, attempt, { state, nextAt: at + (wait ?? 0) });
    return state;
  }

  /** Written down like anything else that fails, and so told of. */
  async #tell({ id, name }: Webhook, handover: Handover): Promise<void> {
    const { journal, now } = this.#parts;
    await journal.write({
      at: now(),
      actor: { kind: "relay" },
      action: "webhook.deliver",
      outcome: "failed",
      code: handover.outcome === "gone" ? "gone" : "given-up",
      detail: { webhook: id, name },
    });
  }
}

async function tried(hand: () => Promise<Handover>): Promise<Handover> {
  try {
    return await hand();
  } catch (error) {
    return { outcome: "failed", error: error instanceof Error ? error.message.slice(0, 300) : "unknown" };
  }
}
