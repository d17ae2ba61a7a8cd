import type { Boot } from "./boot.ts";

/** The text log on the serial line, in ESP-IDF's form: `I (312) wifi: connected`. Nothing secret goes in. */
export class Log {
  readonly #boot: Boot;
  readonly #utf8 = new TextEncoder();

  constructor(boot: Boot) {
    this.#boot = boot;
  }

  info(tag: string, text: string): void {
    this.#line("I", tag, text);
  }

  warn(tag: string, text: string): void {
    this.#line("W", tag, text);
  }

  error(tag: string, text: string): void {
    this.#line("E", tag, text);
  }

  #line(level: string, tag: string, text: string): void {
    if (this.#boot.off.aborted) return;
    const line = `${level} (${Math.floor(this.#boot.uptimeMs())}) ${tag}: ${printable(text, 300)}\n`;
    this.#boot.chip.uart.write(this.#utf8.encode(line));
  }
}

/** Text of others, such as an SSID or what a relay says: it must not break out of its line, nor fill the log. */
export function printable(text: string, maxLength: number): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is to go
  const clean = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, "·");
  return clean.length > maxLength ? `${clean.slice(0, maxLength - 1)}…` : clean;
}
