import { createHash, randomBytes } from "node:crypto";
import type { NewRollout, ReleaseView, RolloutDoorView, RolloutPlan, RolloutView } from "@openlock/api";
import {
  EcPublicJwk,
  type ReleaseClaims,
  type SigningKey,
  signRelease,
  thumbprint,
} from "@openlock/protocol";
import { exportJWK, generateKeyPair } from "jose";
import type { Rollouts } from "../../src/updates/rollouts.ts";
import type { TestDevice } from "./device.ts";
import type { Answer } from "./http.ts";
import { TestRelay, type TestRelayOptions } from "./relay.ts";

export interface ReleaseKeys extends SigningKey {
  readonly publicKey: EcPublicJwk;
}

export async function makeReleaseKey(): Promise<ReleaseKeys> {
  const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
  const { kty, crv, x, y } = await exportJWK(publicKey);
  const jwk = EcPublicJwk.parse({ kty, crv, x, y });
  return { publicKey: jwk, privateKey, kid: await thumbprint(jwk) };
}

export const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

export function manifestOf(image: Uint8Array, key: SigningKey, change: Partial<ReleaseClaims> = {}) {
  const claims: ReleaseClaims = {
    ...{ version: "1.1.0", chip: "ESP32", size: image.length, sha256: sha256(image), iat: 1_800_000_000 },
    ...change,
  };
  return signRelease(claims, key);
}

export const PLAN: RolloutPlan = {
  ...{ steps: [50, 100], soakSeconds: 60, atOnce: 10 },
  haltAt: { doors: 2, percent: 100 },
};

/** A relay whose time and rollouts move only when a test says so. */
export class UpdateRig {
  readonly relay: TestRelay;
  readonly key: ReleaseKeys;
  readonly #clock: { now: number };
  readonly #rollouts: Rollouts;

  private constructor(relay: TestRelay, key: ReleaseKeys, clock: { now: number }, rollouts: Rollouts) {
    this.relay = relay;
    this.key = key;
    this.#clock = clock;
    this.#rollouts = rollouts;
  }

  static async start(options: TestRelayOptions = {}): Promise<UpdateRig> {
    const clock = { now: Date.now() };
    let rollouts: Rollouts | undefined;
    const relay = await TestRelay.start({
      now: () => clock.now,
      rollouts: (made) => {
        rollouts = made;
      },
      ...options,
    });
    if (!rollouts) throw new Error("nothing drives rollouts");
    return new UpdateRig(relay, await makeReleaseKey(), clock, rollouts);
  }

  get now(): number {
    return this.#clock.now;
  }

  upload(manifest: string, image: Uint8Array, token = this.relay.owner): Promise<Answer> {
    return this.relay.ask("/api/releases", {
      ...{ method: "POST", body: image, token },
      headers: { "content-type": "application/octet-stream", "openlock-manifest": manifest },
    });
  }

  /** Uploads some image, signed. */
  async release(change: Partial<ReleaseClaims> = {}, image = randomBytes(1000)): Promise<ReleaseView> {
    const answer = await this.upload(await manifestOf(image, this.key, change), image);
    if (answer.status !== 201) throw new Error(`not uploaded: ${answer.text}`);
    return answer.json();
  }

  begin(release: ReleaseView, change: Partial<NewRollout> = {}, token = this.relay.owner): Promise<Answer> {
    const json = { release: release.id, doors: { all: true }, plan: PLAN, ...change };
    return this.relay.ask("/api/rollouts", { method: "POST", json, token });
  }

  async rollout(release: ReleaseView, plan: Partial<RolloutPlan> = {}): Promise<RolloutView> {
    const answer = await this.begin(release, { plan: { ...PLAN, ...plan } });
    if (answer.status !== 201) throw new Error(`not begun: ${answer.text}`);
    return answer.json();
  }

  async read({ id }: RolloutView): Promise<RolloutView> {
    return (await this.relay.ask(`/api/rollouts/${id}`)).json();
  }

  async doors({ id }: RolloutView): Promise<readonly RolloutDoorView[]> {
    return (await this.relay.ask(`/api/rollouts/${id}/doors`)).json<{ doors: RolloutDoorView[] }>().doors;
  }

  act({ id }: RolloutView, verb: string, json?: unknown): Promise<Answer> {
    return this.relay.ask(`/api/rollouts/${id}/${verb}`, {
      method: "POST",
      ...(json === undefined ? {} : { json }),
    });
  }

  /** Time passes, and the relay takes the steps that are due. */
  async pass(seconds: number): Promise<void> {
    this.#clock.now += seconds * 1000;
    await this.#rollouts.look();
  }

  /** What a device said is kept. */
  async heard(device: TestDevice): Promise<void> {
    await device.settled();
    await this.#rollouts.settled();
  }

  /** The device takes the update it was offered, restarts with it, and says so. */
  async takes(device: TestDevice, version: string): Promise<void> {
    const { id, url } = await device.frame("update");
    const { status } = await device.fetchImage(url);
    if (status !== 200) throw new Error(`no image: ${status}`);
    device.send({ type: "update-progress", id, phase: "restarting", percent: 0 });
    await device.settled();
    await device.restart(version);
    device.send({ type: "update-result", id, code: 200 });
    await this.heard(device);
  }

  /** The device says of the update it was offered why it does not run it. */
  async refuses(device: TestDevice, error: string): Promise<void> {
    const { id } = await device.frame("update");
    device.send({ type: "update-result", id, code: 400, error });
    await this.heard(device);
  }
}
