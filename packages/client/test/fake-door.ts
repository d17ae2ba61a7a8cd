import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import {
  type CommandClaims,
  openCommand,
  type ResultClaims,
  type RsaPublicJwk,
  randomBase64url,
  sealResult,
  thumbprint,
} from "@openlock/protocol";

interface Keys {
  readonly privateKey: CryptoKey;
  readonly jwk: RsaPublicJwk;
  readonly kid: string;
}

async function makeKeys(): Promise<Keys> {
  const pair = await crypto.subtle.generateKey(
    { name: "RSA-OAEP", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" },
    true,
    ["encrypt", "decrypt"],
  );
  const { n = "", e = "" } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  if (e !== "AQAB") throw new Error("another exponent than 65537");
  const jwk: RsaPublicJwk = { kty: "RSA", n, e };
  return { privateKey: pair.privateKey, jwk, kid: await thumbprint(jwk) };
}

interface CommandReply {
  readonly code: number;
  readonly result?: string;
}

// Making a key takes longer than most tests.
let firstKeys: Promise<Keys> | undefined;

type Answer =
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly body: unknown }
  | "hang"
  | "hang-up";

/** A relay with one door behind it, on a real port, that a test tells how to behave. */
export class FakeDoor {
  keys: Keys;
  boot = randomBase64url(16);
  /** What the door makes of a command that it could open. */
  run: (claims: CommandClaims) => Partial<ResultClaims> = () => ({ code: 200 });
  /** Changes the relay's answer to a command. */
  tamper: (answer: CommandReply) => Answer = (body) => ({ body });
  /** Holds an answer back, or gives another one's, before `tamper` sees it. */
  intercept: (answer: CommandReply) => Promise<CommandReply> = async (answer) => answer;
  /** The relay's answer to whoever asks for the key, instead of the key. */
  keyAnswer: Answer | undefined;
  /** What the server has beside the API, by path, for a browser. */
  readonly files = new Map<string, { readonly type: string; readonly body: string }>();
  /** Answers of the relay beside a door's, by method and path; each is given the body. */
  readonly routes = new Map<string, (body: string) => Answer>();
  readonly received: string[] = [];
  keyReads = 0;
  readonly #server = createServer((request, response) => void this.#handle(request, response));
  #port = 0;

  private constructor(keys: Keys) {
    this.keys = keys;
  }

  static async start(): Promise<FakeDoor> {
    firstKeys ??= makeKeys();
    const door = new FakeDoor(await firstKeys);
    door.#server.listen(0, "127.0.0.1");
    await once(door.#server, "listening");
    const address = door.#server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    door.#port = address.port;
    return door;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async replaceKey(): Promise<void> {
    this.keys = await makeKeys();
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const file = this.files.get(request.url ?? "");
    if (file) {
      response.writeHead(200, { "content-type": file.type });
      response.end(file.body);
      return;
    }
    if (request.headers.authorization !== "Bearer token")
      return send(response, problem(401, "unauthenticated", "Sign in."));
    if (request.url === "/api/doors/front/key") {
      this.keyReads += 1;
      const key = { key: this.keys.jwk, boot: this.boot, registeredAt: 1 };
      return send(response, this.keyAnswer ?? { body: key });
    }
    let text = "";
    for await (const chunk of request) text += String(chunk);
    const other = this.routes.get(`${request.method} ${request.url}`);
    if (other) return send(response, other(text));
    this.received.push(text);
    send(response, await this.#command(text));
  }

  async #command(jwe: string): Promise<Answer> {
    let claims: CommandClaims;
    try {
      ({ claims } = await openCommand(jwe, {
        door: "front",
        kid: this.keys.kid,
        privateKey: this.keys.privateKey,
      }));
    } catch {
      return this.tamper({ code: 400 });
    }
    const outcome: Partial<ResultClaims> =
      claims.boot === this.boot ? this.run(claims) : { code: 400, error: "rebooted" };
    const result: ResultClaims = {
      sub: claims.jti,
      iat: claims.iat,
      code: 200,
      state: { lock: "unlocked", mode: "normal" },
      ...outcome,
    };
    const reply = { code: result.code, result: await sealResult(claims.reply, result) };
    return this.tamper(await this.intercept(reply));
  }
}

export function problem(status: number, name: string, detail: string, headers: Record<string, string> = {}) {
  return { status, headers, body: { type: `/problems/${name}`, title: name, status, detail } };
}

function send(response: ServerResponse, answer: Answer): void {
  if (answer === "hang") return;
  if (answer === "hang-up") {
    response.destroy();
    return;
  }
  response.writeHead(answer.status ?? 200, { "content-type": "application/json", ...answer.headers });
  response.end(typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body));
}
