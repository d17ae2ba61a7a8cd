/** One Server-Sent Event. */
export interface ServerSentEvent {
  /** `message` where the stream names none. */
  readonly event: string;
  readonly data: string;
}

/** More than this without a line end is no event stream of ours: characters. */
const LINE_MAX = 1 << 20;

/**
 * Parses an event stream (WHATWG HTML, 9.2.6) that arrives in pieces, cut anywhere. Comments, ids and retry times
 * are read over: the relay keeps nothing that could be resumed.
 *
 * @example
 * const parse = createSseParser((event) => …);
 * parse("event: door-online\ndata: {}"); parse("\n\n"); // hears one event
 */
export function createSseParser(hear: (event: ServerSentEvent) => void): (text: string) => void {
  let rest = "";
  let event = "";
  let data: string[] = [];
  let atStart = true;
  let afterCr = false;

  const line = (text: string) => {
    if (text === "") {
      if (data.length > 0) hear({ event: event || "message", data: data.join("\n") });
      event = "";
      data = [];
      return;
    }
    const colon = text.indexOf(":");
    const field = colon === -1 ? text : text.slice(0, colon);
    const value = colon === -1 ? "" : text.slice(colon + 1).replace(/^ /, "");
    if (field === "event") event = value;
    else if (field === "data") data.push(value);
  };

  return (text) => {
    if (text === "") return;
    if (atStart) {
      atStart = false;
      if (text.startsWith("\u{feff}")) text = text.slice(1);
    }
    // A CRLF that was cut in two is one line end.
    if (afterCr && text.startsWith("\n")) text = text.slice(1);
    afterCr = text.endsWith("\r");
    rest += text;
    const lines = rest.split(/\r\n|\n|\r/);
    rest = lines.pop() ?? "";
    if (rest.length > LINE_MAX) throw new Error("an event stream line above the limit");
    for (const each of lines) line(each);
  };
}
