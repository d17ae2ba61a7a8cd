import type { IncomingMessage } from "node:http";
import { TLSSocket } from "node:tls";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { networkOf } from "../../net/network.ts";
import { clientAddress } from "./client-address.ts";

const request = (peer: string, forwarded?: string | string[]) =>
  ({
    socket: { remoteAddress: peer },
    headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
  }) as unknown as IncomingMessage;

describe("the address of a client", () => {
  it("is the peer's where no proxy is trusted", () => {
    expect(clientAddress(request("192.0.2.1", "6.6.6.6"), 0)).toBe("192.0.2.1");
  });

  it("is what the outermost trusted proxy saw, whatever the client wrote before it", () => {
    const forged = fc.array(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string(), fc.constant(", ,")), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(forged, fc.integer({ min: 1, max: 3 }), (lies, hops) => {
        // Each proxy adds whom it saw: the first the client, each further one the proxy before it.
        const seen = ["203.0.113.9", "10.0.0.1", "10.0.0.2"].slice(0, hops);
        const header = [...lies, ...seen].join(", ");
        expect(clientAddress(request("10.0.0.9", header), hops)).toBe("203.0.113.9");
      }),
    );
  });

  it("is the peer's where a trusted proxy says nothing", () => {
    expect(clientAddress(request("192.0.2.1"), 1)).toBe("192.0.2.1");
    expect(clientAddress(request("192.0.2.1", ", ,"), 1)).toBe("192.0.2.1");
  });

  it("is the peer's over HTTPS, which no proxy speaks: its header is anybody's", () => {
    const secure = Object.create(TLSSocket.prototype, { remoteAddress: { value: "192.0.2.1" } });
    const incoming = { socket: secure, headers: { "x-forwarded-for": "6.6.6.6" } };
    expect(clientAddress(incoming as unknown as IncomingMessage, 1)).toBe("192.0.2.1");
  });

  it("is one address in every spelling, so that none is a way around a limit", () => {
    for (const spelling of [
      "192.0.2.7",
      "192.0.2.7:51234",
      "::ffff:192.0.2.7",
      "::FFFF:c000:207",
      "[::ffff:192.0.2.7]:443",
    ]) {
      expect(networkOf(clientAddress(request("10.0.0.9", spelling), 1)), spelling).toBe("192.0.2.7");
    }
    for (const spelling of ["2001:db8:1:2::9", "2001:DB8:1:2:0:0:0:1", "[2001:db8:1:2::3]:80"]) {
      const network = networkOf(clientAddress(request("10.0.0.9", spelling), 1));
      expect(network, spelling).toBe("2001:db8:1:2::/64");
    }
  });

  it("is nobody's where it is no address", () => {
    for (const junk of ["unknown", "_hidden", "1.2.3.4.5", "localhost", "x".repeat(5000)]) {
      expect(clientAddress(request("10.0.0.9", junk), 1)).toBe("unknown");
    }
  });
});
