import { Resolver } from "node:dns/promises";
import { isIP } from "node:net";
import { parse, type DefaultTreeAdapterTypes as Tree } from "parse5";
import { GuardedFetchError, guardedFetch } from "../net/guarded-fetch.ts";
import type { Website, WebsiteFailure, WebsiteProof } from "../records/partners.ts";

/** What a look at a website came to. */
export type ProofOutcome =
  | { readonly outcome: "proven"; readonly proof: WebsiteProof }
  | { readonly outcome: "failed"; readonly failure: WebsiteFailure };

/** Looks for a website's token in all three places. */
export type Prove = (website: Pick<Website, "origin" | "token">) => Promise<ProofOutcome>;

const FILE = "/.well-known/openlock-verification.txt";
const NAME = "openlock-verification";
const FILE_BYTES_MAX = 4096;
/** Of a page, whose head comes first. */
const PAGE_BYTES_MAX = 1024 * 1024;
const REDIRECTS_MAX = 3;
const DNS_TIMEOUT_MS = 3000;
const DNS_TRIES = 2;

/** What has to be found where, as a person or a program sets it up. */
export function proofsOf({ origin, token }: Pick<Website, "origin" | "token">) {
  const host = hostOf(origin);
  return {
    file: { url: origin + FILE, content: textOf(token) },
    ...(isIP(host) ? {} : { dns: { name: `_openlock.${host}`, value: textOf(token) } }),
    meta: { url: `${origin}/`, tag: `<meta name="${NAME}" content="${token}">` },
  };
}

export function createProver(options: {
  readonly allowPrivateNetwork: boolean;
  /** `address:port` of the name servers to ask. The system's where not given. */
  readonly dnsServers?: readonly string[] | undefined;
}): Prove {
  const { allowPrivateNetwork, dnsServers } = options;
  const resolver = new Resolver({ timeout: DNS_TIMEOUT_MS, tries: DNS_TRIES });
  if (dnsServers) resolver.setServers([...dnsServers]);
  const read = async (url: string, maxBytes: number) => {
    const request = { allowPrivateNetwork, maxBytes, redirects: REDIRECTS_MAX };
    const { status, body } = await guardedFetch(url, request);
    if (status !== 200) throw new NotProven(`status-${status}`);
    return body.toString("utf8");
  };
  const ways: Readonly<Record<WebsiteProof, Way>> = {
    async file({ file }) {
      const lines = (await read(file.url, FILE_BYTES_MAX)).split(/\r?\n/);
      if (!lines.some((line) => line.trim() === file.content)) throw new NotProven("token-missing");
    },
    async dns({ dns }) {
      if (!dns) throw new NotProven("no-name");
      const records = await resolver.resolveTxt(dns.name);
      // A long record comes in pieces (RFC 7208, 3.3, has the custom).
      if (!records.some((pieces) => pieces.join("") === dns.value)) throw new NotProven("token-missing");
    },
    async meta({ meta }, token) {
      const contents = metaContents(await read(meta.url, PAGE_BYTES_MAX));
      if (!contents.includes(token)) throw new NotProven("token-missing");
    },
  };
  return async (website) => {
    const proofs = proofsOf(website);
    const tryOne = (way: WebsiteProof) =>
      ways[way](proofs, website.token).then(
        () => undefined,
        (error: unknown) => codeOf(error),
      );
    const [file, dns, meta] = await Promise.all([tryOne("file"), tryOne("dns"), tryOne("meta")]);
    if (file === undefined) return { outcome: "proven", proof: "file" };
    if (dns === undefined) return { outcome: "proven", proof: "dns" };
    if (meta === undefined) return { outcome: "proven", proof: "meta" };
    return { outcome: "failed", failure: { file, dns, meta } };
  };
}

type Way = (proofs: ReturnType<typeof proofsOf>, token: string) => Promise<void>;

class NotProven extends Error {}

/** Whoever writes text into a page must not be able to verify it: the tag counts in the head alone, as a browser reads it. */
function metaContents(html: string): readonly (string | undefined)[] {
  const head = childOf(childOf(parse(html), "html"), "head");
  return (head?.childNodes ?? []).filter(isElement).flatMap(({ tagName, attrs }) => {
    const attribute = (name: string) => attrs.find((each) => each.name === name)?.value;
    return tagName === "meta" && attribute("name") === NAME ? [attribute("content")] : [];
  });
}

function childOf(node: Tree.ParentNode | undefined, tagName: string): Tree.Element | undefined {
  return node?.childNodes.filter(isElement).find((child) => child.tagName === tagName);
}

function isElement(node: Tree.ChildNode): node is Tree.Element {
  return "tagName" in node;
}

function textOf(token: string): string {
  return `${NAME}=${token}`;
}

function hostOf(origin: string): string {
  return new URL(origin).hostname.replace(/^\[|\]$/g, "");
}

function codeOf(error: unknown): string {
  if (error instanceof NotProven) return error.message;
  if (error instanceof GuardedFetchError) return error.code;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "ENOTFOUND" || code === "ENODATA" ? "no-record" : "no-answer";
}
