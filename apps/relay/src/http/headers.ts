import type { ServerResponse } from "node:http";

/** What every answer of the relay carries, its errors too. Set on Node's response: cheapest, and nothing goes without. */
export function securityHeaders(virtualDoorsUrl: string | undefined): (outgoing: ServerResponse) => void {
  const policy = contentSecurityPolicy(virtualDoorsUrl);
  return (outgoing) => {
    outgoing.setHeader("content-security-policy", policy);
    outgoing.setHeader("x-content-type-options", "nosniff");
    outgoing.setHeader("referrer-policy", "no-referrer");
    outgoing.setHeader("cross-origin-opener-policy", "same-origin");
    outgoing.setHeader("cross-origin-resource-policy", "same-origin");
    // Where an answer says nothing of caching it holds something of somebody's.
    outgoing.setHeader("cache-control", "no-store");
  };
}

/** Swagger UI makes its page of plain markup: it is the one that no Trusted Types are asked of. */
export const DOCS_POLICY = policyOf(["connect-src 'self'"]);

function contentSecurityPolicy(virtualDoorsUrl: string | undefined): string {
  const doors = virtualDoorsUrl ? ` ${virtualDoorsUrl} ${virtualDoorsUrl.replace(/^http/, "ws")}` : "";
  return policyOf([
    `connect-src 'self'${doors}`,
    // `default` is the dashboard's own policy, which refuses all markup; lit, in esp-web-tools, has one for its templates.
    "require-trusted-types-for 'script'",
    "trusted-types default lit-html",
  ]);
}

function policyOf(directives: readonly string[]): string {
  return [
    "default-src 'self'",
    ...directives,
    "script-src 'self'",
    // Mantine sets its variables in style attributes and elements.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
