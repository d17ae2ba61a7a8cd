import { once } from "node:events";
import { createServer as createHttpServer, type RequestListener } from "node:http";
import { createServer, type Server, type ServerOptions } from "node:https";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { WebSocketServer } from "ws";
import {
  CA,
  CHAINED_CERTIFICATE,
  CHAINED_KEY,
  OTHER_CA,
  SERVER_CERTIFICATE,
  SERVER_KEY,
} from "../testing/tls-fixtures.ts";
import { Faults } from "./faults.ts";
import { TlsNetwork } from "./network.ts";
import type { NetworkError } from "./services.ts";
import { realTimer } from "./time.ts";

const GOOD_TIME = Date.parse("2027-06-01T00:00:00Z");
const cleanUp: (() => void)[] = [];

afterEach(() => {
  for (const run of cleanUp.splice(0)) run();
});

async function relay(
  listener: RequestListener = (_request, response) => response.end("hello"),
  options: ServerOptions = { cert: SERVER_CERTIFICATE, key: SERVER_KEY },
): Promise<{ server: Server; port: number }> {
  const server = createServer(options, listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  cleanUp.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { server, port: (server.address() as AddressInfo).port };
}

function network(clockAt = GOOD_TIME) {
  const off = new AbortController();
  const faults = new Faults();
  const state = { connected: true, deadEnd: false, now: clockAt, crashes: [] as unknown[] };
  const net = new TlsNetwork({
    off: off.signal,
    timer: realTimer(),
    clock: { now: () => state.now, set: () => {} },
    faults,
    connected: () => state.connected,
    deadEnd: () => state.deadEnd,
    hosts: { "relay.test": "127.0.0.1", "wrong.test": "127.0.0.1" },
    guard: (run) => {
      if (!off.signal.aborted) run();
    },
  });
  cleanUp.push(() => off.abort());
  return { net, off, faults, state };
}

const get = { method: "GET", ca: CA, maxBytes: 1000, timeoutMs: 5000 } as const;
const socketRequest = { headers: {}, protocol: "openlock.v1", ca: CA, maxFrameBytes: 1000, timeoutMs: 5000 };

async function failure(promise: Promise<unknown>): Promise<NetworkError> {
  return promise.then(
    () => {
      throw new Error("it should have failed");
    },
    (error: NetworkError) => error,
  );
}

describe("requests", () => {
  test("bring back status and body", async () => {
    const { port } = await relay((request, response) => {
      let body = "";
      request.on("data", (chunk) => {
        body += chunk;
      });
      request.on("end", () =>
        response.writeHead(201).end(`${request.method} ${request.url} ${request.headers.host} ${body}`),
      );
    });
    const { net } = network();
    const url = `https://relay.test:${port}/a?b=c`;
    expect(await net.request(url, { ...get, method: "POST", body: "ä" })).toEqual({
      status: 201,
      body: `POST /a?b=c relay.test:${port} ä`,
    });
    expect(net.connections).toBe(0);
  });

  test("an answer that is too long is an error, whatever it announces", async () => {
    const { port } = await relay((_request, response) => response.end("x".repeat(1001)));
    expect((await failure(network().net.request(`https://relay.test:${port}/`, get))).code).toBe("too-large");
  });

  test("time is up", async () => {
    const { port } = await relay(() => {});
    const { net } = network();
    expect((await failure(net.request(`https://relay.test:${port}/`, { ...get, timeoutMs: 50 }))).code).toBe(
      "timeout",
    );
    expect(net.connections).toBe(0);
  });
});

describe("whom to believe", () => {
  test("a chain over an intermediate, and an address in the certificate", async () => {
    const { port } = await relay(undefined, { cert: CHAINED_CERTIFICATE, key: CHAINED_KEY });
    const { net } = network();
    expect((await net.request(`https://relay.test:${port}/`, get)).status).toBe(200);
    expect((await net.request(`https://127.0.0.1:${port}/`, get)).status).toBe(200);
  });

  test("nothing of a request is sent before the certificate is right", async () => {
    let requests = 0;
    const { port } = await relay((_request, response) => {
      requests++;
      response.end();
    });
    const { net, state } = network();
    const url = `https://relay.test:${port}/`;
    const fails = async (expected: string, ca: string | undefined, address = url) => {
      const { ca: _, ...rest } = get;
      const error = await failure(net.request(address, ca === undefined ? rest : { ...rest, ca }));
      expect(error.code).toBe(expected);
      return error;
    };
    await fails("certificate-untrusted", OTHER_CA);
    await fails("certificate-untrusted", undefined);
    await fails("certificate-untrusted", "nonsense");
    await fails("certificate-name", CA, `https://wrong.test:${port}/`);
    state.now = Date.parse("2040-01-01T00:00:00Z");
    await fails("certificate-expired", CA);
    state.now = 0;
    const early = await fails("certificate-not-yet-valid", CA);
    expect(early.message).toContain("1970-01-01");
    expect(new Date(early.validFrom ?? 0).getUTCFullYear()).toBe(2026);
    // In 1970 a stranger's certificate is still a stranger's.
    await fails("certificate-untrusted", OTHER_CA);
    expect(requests).toBe(0);
  });

  test("only TLS is spoken", async () => {
    const { net } = network();
    expect((await failure(net.request("http://127.0.0.1/", get))).code).toBe("not-tls");
    expect((await failure(net.request("no url", get))).code).toBe("not-tls");
    expect((await failure(net.openSocket("ws://127.0.0.1/", socketRequest))).code).toBe("not-tls");
    const plain = createHttpServer((_request, response) => response.end()).listen(0, "127.0.0.1");
    cleanUp.push(() => plain.close());
    await once(plain, "listening");
    const { port } = plain.address() as AddressInfo;
    expect((await failure(net.request(`https://127.0.0.1:${port}/`, get))).code).toBe("not-tls");
  });

  test("nobody there; no network", async () => {
    const closed = createTcpServer().listen(0, "127.0.0.1");
    await once(closed, "listening");
    const { port } = closed.address() as AddressInfo;
    closed.close();
    await once(closed, "close");
    const { net, state } = network();
    expect((await failure(net.request(`https://127.0.0.1:${port}/`, get))).code).toBe("unreachable");
    state.connected = false;
    expect((await failure(net.request(`https://127.0.0.1:${port}/`, get))).code).toBe("offline");
  });
});

describe("sockets", () => {
  async function socketRelay() {
    const { server, port } = await relay();
    const sockets = new WebSocketServer({ server });
    cleanUp.push(() => sockets.close());
    return { sockets, url: `wss://relay.test:${port}/socket` };
  }

  test("carry text both ways, also what comes before the program listens; the close code arrives", async () => {
    const { sockets, url } = await socketRelay();
    sockets.on("connection", (socket, request) => {
      socket.send(`welcome ${request.headers.authorization} ${socket.protocol}`);
      socket.on("message", (data) => socket.send(`you said ${data}`));
    });
    const { net } = network();
    const socket = await net.openSocket(url, { ...socketRequest, headers: { authorization: "Bearer t" } });
    await new Promise((resolve) => setImmediate(resolve));
    const heard: string[] = [];
    await new Promise<void>((resolve) => {
      socket.onText((text) => {
        heard.push(text);
        if (heard.length === 2) resolve();
        else socket.send("hi");
      });
    });
    expect(heard).toEqual(["welcome Bearer t openlock.v1", "you said hi"]);
    const pong = new Promise<void>((resolve) => socket.onPong?.(resolve));
    socket.ping?.();
    await pong;
    const closed = new Promise((resolve) => socket.onClose((code, reason) => resolve([code, reason])));
    for (const each of sockets.clients) each.close(4001, "replaced");
    expect(await closed).toEqual([4001, "replaced"]);
  });

  test("a refused upgrade tells the status", async () => {
    const { server, port } = await relay();
    server.on("upgrade", (_request, stream) =>
      stream.end("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n"),
    );
    const error = await failure(network().net.openSocket(`wss://relay.test:${port}/`, socketRequest));
    expect([error.code, error.status]).toEqual(["refused", 401]);
  });

  test("a frame that is too large ends the socket", async () => {
    const { sockets, url } = await socketRelay();
    sockets.on("connection", (socket) => socket.send("x".repeat(1001)));
    const socket = await network().net.openSocket(url, socketRequest);
    await new Promise<void>((resolve) => socket.onClose(() => resolve()));
  });

  test("off: the other side sees it end, the program sees nothing", async () => {
    const { sockets, url } = await socketRelay();
    const { net, off } = network();
    const socket = await net.openSocket(url, socketRequest);
    let told = 0;
    socket.onClose(() => told++);
    const [peer] = sockets.clients;
    off.abort();
    if (peer) await once(peer, "close");
    expect(told).toBe(0);
    expect(net.connections).toBe(0);
  });

  test("the link is lost: the program is told; with silentDrop the other side is not", async () => {
    const { sockets, url } = await socketRelay();
    const { net, faults } = network();
    faults.set({ silentDrop: true });
    const socket = await net.openSocket(url, socketRequest);
    const closed = new Promise((resolve) => socket.onClose(resolve));
    net.cut("gone");
    expect(await closed).toBe(1006);
    const [peer] = sockets.clients;
    expect(peer?.readyState).toBe(1);
  });

  test("a black hole swallows both directions; what was sent comes when it closes", async () => {
    const { sockets, url } = await socketRelay();
    const atRelay: string[] = [];
    sockets.on("connection", (socket) => socket.on("message", (data) => atRelay.push(data.toString())));
    const { net, faults } = network();
    const socket = await net.openSocket(url, socketRequest);
    const heard: string[] = [];
    socket.onText((text) => heard.push(text));
    faults.set({ blackhole: true });
    const [peer] = sockets.clients;
    socket.send("from the door");
    peer?.send("to the door");
    expect((await failure(net.request(url.replace("wss", "https"), { ...get, timeoutMs: 100 }))).code).toBe(
      "timeout",
    );
    expect([heard, atRelay]).toEqual([[], []]);
    faults.clear();
    if (peer) await once(peer, "message");
    expect(atRelay).toEqual(["from the door"]);
    while (heard.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(heard).toEqual(["to the door"]);
  });

  test("over a network that leads nowhere nothing is refused and nothing answers", async () => {
    const { sockets, url } = await socketRelay();
    const { net, state } = network();
    state.deadEnd = true;
    expect((await failure(net.openSocket(url, { ...socketRequest, timeoutMs: 100 }))).code).toBe("timeout");
    expect(sockets.clients.size).toBe(0);
  });
});
