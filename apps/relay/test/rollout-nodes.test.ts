import { randomBytes } from "node:crypto";
import type { ReleaseView, RolloutDoorView, RolloutView } from "@openlock/api";
import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { Cluster, type Node } from "./support/cluster.ts";
import { someDeviceKeys } from "./support/relay.ts";
import { makeReleaseKey, manifestOf } from "./support/releases.ts";

test("a rollout goes on at another node when the one that leads it is killed with -9 in the middle of a step", async () => {
  const cluster = await Cluster.start(1);
  onTestFinished(() => cluster.stop());
  const [leader] = cluster.nodes as [Node];
  await cluster.setUp(leader);
  const device = await cluster.online(leader, await someDeviceKeys());
  onTestFinished(() => device.stop());
  // What the relay asks first is how the door is; that is not answered any more.
  await device.frame("status");
  device.tellsStatus = false;

  const image = randomBytes(1000);
  const release = await cluster.ask(leader, "/api/releases", {
    ...{ method: "POST", body: image },
    headers: {
      "content-type": "application/octet-stream",
      "openlock-manifest": await manifestOf(image, await makeReleaseKey()),
    },
  });
  const json = {
    ...{ release: release.json<ReleaseView>().id, doors: { all: true } },
    plan: {
      canary: device.door,
      steps: [100],
      soakSeconds: 0,
      atOnce: 1,
      haltAt: { doors: 1, percent: 100 },
    },
  };
  const begun = await cluster.ask(leader, "/api/rollouts", { method: "POST", json });
  expect(begun.status, begun.text).toBe(201);
  const { id } = begun.json<RolloutView>();
  // Before it offers the image it asks whether somebody stands at the door: there it dies.
  await device.frame("status");
  const heir = await cluster.add();
  const closed = device.closed();
  await cluster.kill(leader);
  await closed;
  expect(device.frames.map(({ type }) => type)).not.toContain("update");

  const back = cluster.again(device, heir);
  onTestFinished(() => back.stop());
  await back.start();
  // As after a minute, when what the dead node had claimed is anybody's.
  const database = new pg.Client({ connectionString: cluster.postgres.url });
  await database.connect();
  await database.query("update rollouts set next_at = 0");
  await database.end();
  const offer = await back.frame("update");
  expect((await back.fetchImage(offer.url)).status).toBe(200);
  await back.restart("1.1.0");
  back.send({ type: "update-result", id: offer.id, code: 200 });
  const read = async () => (await cluster.ask(heir, `/api/rollouts/${id}`)).json<RolloutView>().state;
  await expect.poll(read).toBe("done");
  const rows = await cluster.ask(heir, `/api/rollouts/${id}/doors`);
  expect(rows.json<{ doors: RolloutDoorView[] }>().doors).toMatchObject([
    { door: device.door, state: "done", tries: 1 },
  ]);
  expect(back.frames.map(({ type }) => type)).not.toContain("update");
});
