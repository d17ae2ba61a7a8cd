import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer, type Server as TlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { createAuthority, issueServerCertificate } from "../tls/authority.ts";
import { isPublicAddress } from "./address.ts";
import { type GuardedRequest, guardedFetch } from "./guarded-fetch.ts";

const servers: (Server | TlsServer)[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<{ readonly url: string; readonly port: number }> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port };
}

const home: GuardedRequest = { allowPrivateNetwork: true };
const refusedAs = (code: string) => expect.objectContaining({ name: "GuardedFetchError", code });

test.each([
  "127.0.0.1",
  "10.1.2.3",
  "172.31.0.1",
  "192.168.1.1",
  "169.254.169.254",
  "100.64.0.1",
  "0.0.0.0",
  "224.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::ffff:127.0.0.1",
  "::ffff:8.8.8.8",
  "::127.0.0.1",
  "fe80::1",
  "fec0::1",
  "fd00::1",
  "ff02::1",
  "64:ff9b::7f00:1",
  "64:ff9b:1::1",
  "2002:7f00:1::1",
  "2001:0:4136:e378:8000:63bf:3fff:fdd2",
  "2001:db8::1",
  "not an address",
])("%s is not public", (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(["8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700:4700::1111", "2a00:1450:4001:800::200e"])(
  "%s is public",
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

test.each([
  (port: number) => `http://127.0.0.1:${port}/`,
  (port: number) => `http://127.1:${port}/`,
  (port: number) => `http://2130706433:${port}/`,
  (port: number) => `http://0x7f000001:${port}/`,
  (port: number) => `http://0177.0.0.1:${port}/`,
  (port: number) => `http://localhost:${port}/`,
  (port: number) => `http://[::1]:${port}/`,
  (port: number) => `http://[::ffff:127.0.0.1]:${port}/`,
  (port: number) => `http://0.0.0.0:${port}/`,
])("no spelling of this machine is asked: %o", async (spell) => {
  let asked = 0;
  const { port } = await serve((_, answer) => {
    asked += 1;
    answer.end();
  });
  await expect(guardedFetch(spell(port))).rejects.toEqual(refusedAs("private-address"));
  expect(asked).toBe(0);
});

test("a name with one private address among public ones is not asked", async () => {
  const { port } = await serve((_, answer) => answer.end());
  const lookup = async () => [
    { address: "203.0.114.1", family: 4 },
    { address: "127.0.0.1", family: 4 },
  ];
  await expect(guardedFetch(`http://rebind.example:${port}/`, { lookup })).rejects.toEqual(
    refusedAs("private-address"),
  );
});

test("the name is resolved once a connection, and that address is the one connected to", async () => {
  const { port } = await serve((request, answer) => answer.end(request.headers.host));
  let lookups = 0;
  const lookup = async () => {
    lookups += 1;
    return [{ address: "127.0.0.1", family: 4 }];
  };
  const answer = await guardedFetch(`http://name.example:${port}/`, { ...home, lookup });
  expect(answer.body.toString()).toBe(`name.example:${port}`);
  expect(lookups).toBe(1);
});

test("a redirect is followed within the origin, and checked like any other address", async () => {
  const elsewhere = await serve((_, answer) => answer.end("secret"));
  const { url } = await serve((request, answer) => {
    const to = { "/a": "/b", "/away": elsewhere.url, "/loop": "/loop", "/odd": "http://" }[request.url ?? ""];
    if (to === undefined) answer.end("here");
    else answer.writeHead(302, { location: to }).end();
  });
  const follow = { ...home, redirects: 3 };
  expect((await guardedFetch(`${url}/a`, follow)).body.toString()).toBe("here");
  for (const path of ["/away", "/loop", "/odd"]) {
    await expect(guardedFetch(url + path, follow)).rejects.toEqual(refusedAs("redirected"));
  }
  await expect(guardedFetch(`${url}/a`, home)).rejects.toEqual(refusedAs("redirected"));
  await expect(guardedFetch(`${url}/a`, { ...follow, method: "POST" })).rejects.toEqual(
    refusedAs("redirected"),
  );
});

test("an answer without end is cut, and one that never comes is given up", async () => {
  const { url } = await serve((request, answer) => {
    if (request.url === "/slow") return;
    const more = () => {
      while (!answer.destroyed && answer.write("x".repeat(1024)));
    };
    answer.on("drain", more);
    more();
  });
  await expect(guardedFetch(`${url}/endless`, home)).rejects.toEqual(refusedAs("too-large"));
  await expect(guardedFetch(`${url}/slow`, { ...home, timeoutMs: 50 })).rejects.toEqual(refusedAs("timeout"));
});

test.each(["ftp://example.org/", "file:///etc/passwd", "http://user:secret@example.org/"])(
  "%s is no address to ask",
  async (url) => {
    await expect(guardedFetch(url)).rejects.toEqual(refusedAs("not-allowed"));
  },
);

test("nobody there, and no such name", async () => {
  const { url, port } = await serve((_, answer) => answer.end());
  servers.splice(0).forEach((server) => {
    server.close();
  });
  await expect(guardedFetch(url, home)).rejects.toEqual(refusedAs("unreachable"));
  const lookup = () => Promise.reject(Object.assign(new Error("no"), { code: "ENOTFOUND" }));
  await expect(guardedFetch(`http://nobody.example:${port}/`, { ...home, lookup })).rejects.toEqual(
    refusedAs("unresolved"),
  );
});

test("a certificate of an authority that nobody trusts is no connection", async () => {
  const authority = await createAuthority(Date.now());
  const { certificate: cert, privateKey: key } = await issueServerCertificate(
    authority,
    ["localhost"],
    Date.now(),
  );
  let asked = 0;
  const server = createTlsServer({ cert, key }, (_, answer) => {
    asked += 1;
    answer.end();
  }).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await expect(guardedFetch(`https://localhost:${port}`, home)).rejects.toEqual(refusedAs("unreachable"));
  expect(asked).toBe(0);
});

test("a POST carries its body and headers", async () => {
  const { url } = await serve(async (request, answer) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    answer.writeHead(201, { "x-seen": String(request.headers["x-mine"]) }).end(`${request.method} ${body}`);
  });
  const answer = await guardedFetch(url, {
    ...home,
    method: "POST",
    headers: { "x-mine": "1" },
    body: "hello",
  });
  expect(answer).toMatchObject({ status: 201, headers: { "x-seen": "1" } });
  expect(answer.body.toString()).toBe("POST hello");
});
