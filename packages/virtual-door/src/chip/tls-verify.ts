import { createHash, X509Certificate } from "node:crypto";
import {
  checkServerIdentity,
  createSecureContext,
  type DetailedPeerCertificate,
  rootCertificates,
  type SecureContext,
  type TLSSocket,
} from "node:tls";
import { NetworkError } from "./services.ts";

/**
 * Certificates judged as mbedTLS on the chip judges them: against the authority the program names, and by the
 * **chip's** clock. OpenSSL below Node judges dates by the machine's clock and can report only one error, so its
 * verdict is heard on everything but dates, and the chain is built and checked here once more.
 */
export interface Trust {
  readonly context: SecureContext;
  readonly anchors: readonly X509Certificate[];
  readonly key: string;
}

const MAX_CHAIN = 8;
const MAX_REMEMBERED = 256;
const PUBLIC = "public roots";

const trusts = new Map<string, Trust>();
const chains = new Map<string, readonly X509Certificate[]>();

/** @param ca PEM of the only authorities trusted; the public roots without it. @throws {NetworkError} */
export function trustOf(ca: string | undefined): Trust {
  const key = ca === undefined ? PUBLIC : createHash("sha256").update(ca).digest("hex");
  const known = trusts.get(key);
  if (known) return known;
  try {
    const pems = ca === undefined ? rootCertificates : splitPem(ca);
    const trust = {
      context: createSecureContext(ca === undefined ? {} : { ca }),
      anchors: pems.map((pem) => new X509Certificate(pem)),
      key,
    };
    remember(trusts, key, trust);
    return trust;
  } catch {
    throw new NetworkError("certificate-untrusted", "the given authority is not a certificate");
  }
}

function splitPem(pem: string): readonly string[] {
  const found = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g);
  if (!found) throw new Error("no certificate in the PEM");
  return found;
}

/** Errors of OpenSSL that are judged here instead. */
const JUDGED_HERE = new Set(["CERT_HAS_EXPIRED", "CERT_NOT_YET_VALID", "ERR_TLS_CERT_ALTNAME_INVALID"]);

/** @throws {NetworkError} unless the peer may be believed to be `host` at time `now`. */
export function verifyPeer(socket: TLSSocket, host: string, trust: Trust, now: number): void {
  const error = socket.authorizationError as Error | string | undefined | null;
  const code =
    typeof error === "string" ? error : ((error as NodeJS.ErrnoException | null)?.code ?? undefined);
  // Asked once: `getPeerX509Certificate` leaves nothing for later calls when the server sent a chain (Node 20).
  const peer = socket.getPeerCertificate(true);
  const sent = sentCertificates(peer);
  const chain = chainOf(sent, trust);
  if (!chain || (code && !JUDGED_HERE.has(code))) {
    throw new NetworkError(
      "certificate-untrusted",
      `the server's certificate is not from a trusted authority (${code ?? "no chain"})`,
    );
  }
  const wrongName = checkServerIdentity(host, peer);
  if (wrongName) throw new NetworkError("certificate-name", wrongName.message);
  checkDates(chain, now);
}

/** Last, so that a certificate that is only not valid yet is right in everything else. */
function checkDates(chain: readonly X509Certificate[], now: number): void {
  const clock = `the clock says ${new Date(now).toISOString()}`;
  const from = Math.max(...chain.map(({ validFrom }) => Date.parse(validFrom)));
  const to = Math.min(...chain.map(({ validTo }) => Date.parse(validTo)));
  if (now > to || from > to) {
    throw new NetworkError(
      "certificate-expired",
      `certificate expired on ${new Date(to).toISOString()}; ${clock}`,
    );
  }
  if (now < from) {
    const detail = `certificate not valid before ${new Date(from).toISOString()}; ${clock}`;
    throw new NetworkError("certificate-not-yet-valid", detail, undefined, from);
  }
}

/** From the server's certificate up to a trusted one, every signature checked; undefined when there is no way. */
function chainOf(sent: readonly X509Certificate[], trust: Trust): readonly X509Certificate[] | undefined {
  const [leaf] = sent;
  if (!leaf) return undefined;
  const key = `${trust.key} ${leaf.fingerprint256}`;
  const known = chains.get(key);
  if (known) return known;
  const chain = [leaf];
  for (let current = leaf; chain.length <= MAX_CHAIN; ) {
    if (trust.anchors.some((anchor) => anchor.fingerprint256 === current.fingerprint256)) {
      remember(chains, key, chain);
      return chain;
    }
    const issuer = issuerOf(current, trust.anchors) ?? issuerOf(current, sent);
    if (!issuer) return undefined;
    chain.push(issuer);
    current = issuer;
  }
  return undefined;
}

function issuerOf(
  certificate: X509Certificate,
  among: readonly X509Certificate[],
): X509Certificate | undefined {
  return among.find(
    (issuer) =>
      issuer.ca &&
      issuer.fingerprint256 !== certificate.fingerprint256 &&
      certificate.checkIssued(issuer) &&
      certificate.verify(issuer.publicKey),
  );
}

function sentCertificates(peer: DetailedPeerCertificate): readonly X509Certificate[] {
  const sent: X509Certificate[] = [];
  for (let current = peer; current?.raw && sent.length < MAX_CHAIN; current = current.issuerCertificate) {
    sent.push(new X509Certificate(current.raw));
    if (current.issuerCertificate === current) break;
  }
  return sent;
}

function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  const oldest = map.size >= MAX_REMEMBERED ? map.keys().next().value : undefined;
  if (oldest !== undefined) map.delete(oldest);
  map.set(key, value);
}
