/** What stands in for a character that is not to be seen: the first that is in no secret. */
const MASKS = "•▪◦×*#_-";

/** Members of JSON that hold secrets, and tokens that are recognised by their form: nobody has to name these. */
const BY_FORM: readonly RegExp[] = [
  /(?<="(?:password|psk|passphrase|secret|token|session|claim|reply|d)"\s*:\s*")(?:[^"\\]|\\.)*/gi,
  /(?<=\b(?:Bearer|Basic)\s)[A-Za-z0-9+/=._~-]+/gi,
  // JWS and JWE in compact form (RFC 7515, 7516): a base64url `{"` comes first.
  /\beyJ[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*){2,4}/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
];

/** A text may be cut in the middle of a secret; so much of it at the text's edge is not to be seen either. */
const EDGE = 4;

/**
 * Takes secrets out of text: those that it was given, as they are and as JSON or an address spell them, and what has the
 * form of one.
 *
 * @example
 * const redactor = new Redactor();
 * redactor.add("open-sesame");
 * redactor.redact("join open-sesame"); // "join •••••••••••"
 */
export class Redactor {
  readonly #secrets = new Set<string>();

  /** From now on; an empty one is none. */
  add(secret: string): void {
    for (const spelling of spellings(secret)) this.#secrets.add(spelling);
  }

  redact(text: string): string {
    const ranges = this.#rangesOf(text);
    if (ranges.length === 0) return text;
    const mask = this.#mask();
    const characters = text.split("");
    for (const [from, to] of ranges) characters.fill(mask, from, to);
    return characters.join("");
  }

  #rangesOf(text: string): Range[] {
    const formed = BY_FORM.flatMap((form) =>
      Array.from(text.matchAll(form), ({ 0: match, index }): Range => [index, index + match.length]),
    );
    return [...formed, ...this.#given(text), ...this.#cut(text)];
  }

  /** Also where they overlap. */
  #given(text: string): Range[] {
    const ranges: Range[] = [];
    for (const secret of this.#secrets) {
      for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
        ranges.push([at, at + secret.length]);
      }
    }
    return ranges;
  }

  /** The beginning of a secret at the text's end, or the end of one at its beginning. */
  #cut(text: string): Range[] {
    const ranges: Range[] = [];
    for (const secret of this.#secrets) {
      for (let length = secret.length - 1; length >= EDGE; length--) {
        if (text.endsWith(secret.slice(0, length))) ranges.push([text.length - length, text.length]);
        if (text.startsWith(secret.slice(-length))) ranges.push([0, length]);
      }
    }
    return ranges;
  }

  /** With a character that secrets have too, a masked one could spell another. */
  #mask(): string {
    const all = [...this.#secrets].join("");
    for (const mask of MASKS) if (!all.includes(mask)) return mask;
    let code = 0x2800;
    while (all.includes(String.fromCharCode(code))) code++;
    return String.fromCharCode(code);
  }
}

type Range = [from: number, to: number];

function spellings(secret: string): ReadonlySet<string> {
  if (secret === "") return new Set();
  const json = JSON.stringify(secret).slice(1, -1);
  return new Set([secret, json, encoded(secret)]);
}

function encoded(secret: string): string {
  try {
    return encodeURIComponent(secret);
  } catch {
    // Half a character has no such spelling.
    return secret;
  }
}
