import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Authority, type Identity } from "../relay/authority.ts";
import { section } from "./check.ts";
import type { Rig } from "./rig.ts";

const { check, checks } = section("2. The device authenticates the relay");
export const tlsChecks = checks;

/** The device is given a relay that it must not believe, says which fault it is, and gives nothing away. */
async function expectDistrust(rig: Rig, identity: Identity, code: string): Promise<void> {
  rig.relay.become(identity);
  const response = await rig.serial.call("device.configure", { settings: rig.settings });
  assert("result" in response, JSON.stringify(response));
  const { trouble, stage } = await rig.untilInfo((info) => info.trouble !== undefined, "the trouble");
  assert.equal(trouble?.code, code);
  assert.equal(stage, "relay");
  assert.equal(rig.relay.requests.length, 0, "not a byte of a request was sent");
}

check("a wrong authority", { from: "blank" }, async (rig) => {
  const other = await Authority.create();
  await expectDistrust(rig, await other.issue(rig.common.bench.host), "certificate-untrusted");
});

check("a certificate for another name", { from: "blank" }, async (rig) => {
  await expectDistrust(rig, await rig.common.authority.issue("relay.other.example"), "certificate-name");
});

check("an expired certificate", { from: "blank" }, async (rig) => {
  const { authority, bench } = rig.common;
  const validity = { from: new Date("2024-06-01"), to: new Date("2024-07-01") };
  await expectDistrust(rig, await authority.issue(bench.host, validity), "certificate-expired");
});

check("an authority that is right does not excuse the name, nor the date", { from: "blank" }, async (rig) => {
  const validity = { from: new Date("2024-06-01"), to: new Date("2024-07-01") };
  const both = await rig.common.authority.issue("relay.other.example", validity);
  rig.relay.become(both);
  await rig.serial.call("device.configure", { settings: rig.settings });
  const { trouble } = await rig.untilInfo((info) => info.trouble !== undefined, "the trouble");
  assert(["certificate-name", "certificate-expired"].includes(trouble?.code ?? ""), trouble?.code);
  assert.equal(rig.relay.requests.length, 0);
});

check("without `ca` the public roots count, which do not know this relay", { from: "blank" }, async (rig) => {
  const settings = { ...rig.settings, server: { url: rig.relay.url } };
  await rig.serial.call("device.configure", { settings });
  const { trouble } = await rig.untilInfo((info) => info.trouble !== undefined, "the trouble");
  assert.equal(trouble?.code, "certificate-untrusted");
  assert.equal(rig.relay.requests.length, 0);
});

check(
  "what is no TLS is not spoken to: plain HTTP on the relay's port gets no request",
  { from: "blank" },
  async (rig) => {
    let requests = 0;
    const plain = createServer((_, response) => {
      requests++;
      response.end();
    });
    plain.listen(0);
    await once(plain, "listening");
    try {
      const { port } = plain.address() as AddressInfo;
      const url = new URL(rig.relay.url);
      url.port = String(port);
      const settings = { ...rig.settings, server: { ...rig.settings.server, url: url.origin } };
      await rig.serial.call("device.configure", { settings });
      const { trouble } = await rig.untilInfo((info) => info.trouble !== undefined, "the trouble");
      assert.equal(trouble?.code, "not-tls");
      assert.equal(requests, 0);
    } finally {
      plain.closeAllConnections();
      plain.close();
    }
  },
);

for (const url of ["http://localhost", "ws://localhost", "wss://localhost", "https://user:pass@localhost"]) {
  check(
    `\`${url.split("/")[0]}\` in an address like ${url} is no setting`,
    { from: "blank" },
    async (rig) => {
      const settings = { ...rig.settings, server: { url } };
      const response = await rig.serial.call("device.configure", { settings });
      assert("error" in response && response.error.code === -32602);
      assert.equal((await rig.info()).doorId, undefined, "nothing of it was stored");
    },
  );
}

check(
  "the certificate is checked for the socket as well, and a session that is open does not excuse it",
  { needs: ["time"] },
  async (rig) => {
    const other = await Authority.create();
    rig.relay.become(await other.issue(rig.common.bench.host));
    rig.session.cut();
    await rig.skip(1_500);
    const { trouble } = await rig.untilInfo((info) => info.trouble !== undefined, "the trouble");
    assert.equal(trouble?.code, "certificate-untrusted");
    assert.equal(rig.relay.sessions.length, 1);
    const opened = rig.nextSession();
    rig.relay.become(rig.common.identity);
    await rig.comeBack(opened);
    await rig.expectDone("unlock");
  },
);

check("nobody at the address: the device says so", { from: "blank" }, async (rig) => {
  const settings = {
    ...rig.settings,
    server: { ...rig.settings.server, url: `https://${rig.common.bench.host}:1` },
  };
  await rig.serial.call("device.configure", { settings });
  const { trouble } = await rig.untilInfo((info) => info.trouble !== undefined, "the trouble");
  assert.equal(trouble?.code, "unreachable");
});
