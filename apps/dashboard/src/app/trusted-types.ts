/** Where esp-web-tools draws: the one library here that hands its own fixed texts over as plain markup. */
const INSTALL_PATH = "/install";
const OWN_SCRIPTS: ReadonlySet<string> = new Set(["/sw.js"]);

/**
 * Says what the browser lets become markup, or the address of a script, in this page (W3C Trusted Types, section 4.3, the default
 * policy): texts without a tag, as Mantine's style elements are. A text that slipped in from anywhere is refused before it can run.
 */
export function guardMarkup(): void {
  // Browsers without it do not ask.
  window.trustedTypes?.createPolicy("default", {
    createHTML(markup, _type: unknown, sink: unknown) {
      if (markup.includes("<") && !(sink === "ShadowRoot innerHTML" && location.pathname === INSTALL_PATH)) {
        throw new TypeError(`this page makes no markup of texts (${String(sink)})`);
      }
      return markup;
    },
    // Zod tries at the start whether it may, and does without.
    createScript() {
      throw new TypeError("this page makes no script of texts");
    },
    createScriptURL(url) {
      if (!OWN_SCRIPTS.has(url)) throw new TypeError(`this page loads no script from ${url}`);
      return url;
    },
  });
}
