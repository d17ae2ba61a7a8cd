import type { Config } from "../config/config.ts";
import { GuardedFetchError, type GuardedRequest, guardedFetch } from "../net/guarded-fetch.ts";
import type { Webhook } from "../records/alerting.ts";
import { webhookHeaders } from "./sign.ts";

const TIMEOUT_MS = 15_000;

/** How a try to hand something over ended. */
export type Handover =
  | { readonly outcome: "taken"; readonly status?: number }
  /** Worth another try. */
  | { readonly outcome: "failed"; readonly status?: number; readonly error?: string }
  /** The receiver wants nothing any more. */
  | { readonly outcome: "gone"; readonly status: number };

/** Posts a message to a webhook, signed by Standard Webhooks; redirects are not followed. */
export async function postWebhook(
  { url, secret, previous }: Webhook,
  message: { readonly id: string; readonly body: string },
  { config, now, lookup }: PostParts,
): Promise<Handover> {
  if (!isAllowed(url, config)) {
    return { outcome: "failed", error: "The address is not https, and ALLOW_PRIVATE_NETWORK is not set." };
  }
  const secrets = previous && now() < previous.until ? [secret, previous.secret] : [secret];
  try {
    const { status } = await guardedFetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...webhookHeaders(message, secrets, now()) },
      body: message.body,
      timeoutMs: TIMEOUT_MS,
      allowPrivateNetwork: config.ALLOW_PRIVATE_NETWORK,
      ...(lookup ? { lookup } : {}),
    });
    if (status >= 200 && status < 300) return { outcome: "taken", status };
    return status === 410 ? { outcome: "gone", status } : { outcome: "failed", status };
  } catch (error) {
    if (error instanceof GuardedFetchError) return { outcome: "failed", error: error.message };
    throw error;
  }
}

export interface PostParts {
  readonly config: Pick<Config, "ALLOW_PRIVATE_NETWORK">;
  readonly now: () => number;
  readonly lookup?: NonNullable<GuardedRequest["lookup"]>;
}

/** Signatures prove who sent a message; only TLS keeps others from reading it. */
export function isAllowed(url: string, config: Pick<Config, "ALLOW_PRIVATE_NETWORK">): boolean {
  return config.ALLOW_PRIVATE_NETWORK || new URL(url).protocol === "https:";
}
