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

function contentSecurityPolicy(virtualDoorsUrl: string | undefined): string {
  const doors = virtualDoorsUrl ? ` ${virtualDoorsUrl} ${virtualDoorsUrl.replace(/^http/, "ws")}` : "";
  return [
    "default-src 'self'",
    `connect-src 'self'${doors}`,
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
