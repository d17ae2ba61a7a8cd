import fc from "fast-check";
import { expect, test } from "vitest";
import { WebsiteUrl } from "./websites.ts";

test.each([
  ["https://partner.example", "https://partner.example"],
  ["HTTPS://Partner.Example:443/a/../b?c#d", "https://partner.example"],
  ["https://partner.example:8443/", "https://partner.example:8443"],
  ["http://127.0.0.1:80", "http://127.0.0.1"],
  ["http://0x7f.1:8080", "http://127.0.0.1:8080"],
  ["https://bücher.example", "https://xn--bcher-kva.example"],
  ["https://partner。example", "https://partner.example"],
  ["https://[2001:DB8::1]/", "https://[2001:db8::1]"],
])("%s is %s", (url, origin) => {
  expect(WebsiteUrl.parse(url)).toBe(origin);
});

test.each([
  "",
  "null",
  "partner.example",
  "//partner.example",
  "https:",
  "https://",
  "https://a b.example",
  "https://partner.example:99999",
  "https://user@partner.example",
  "https://:secret@partner.example",
  "file:///etc/passwd",
  "blob:https://partner.example/x",
  "data:text/html,x",
  `https://${"a".repeat(300)}.example`,
])("%s is none", (url) => {
  expect(WebsiteUrl.safeParse(url).success).toBe(false);
});

test("whatever is taken is an origin, and its own", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.webUrl(), fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.string()),
      (url) => {
        const { success, data } = WebsiteUrl.safeParse(url);
        if (!success) return;
        expect(new URL(data).origin).toBe(data);
        expect(WebsiteUrl.parse(data)).toBe(data);
      },
    ),
  );
});
