import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { type ReleaseClaims, signRelease, type UpdatePhase } from "@openlock/protocol";
import { makeSigner, type Signer } from "../../command/signer.ts";
import type { Parts } from "../../device/device.ts";
import type { Rig } from "../rig.ts";

/** Shorter than anything that a device waits for in an update. */
const STEP_MS = 500;
const END_MS = 60_000;

export interface Offer {
  readonly version: string;
  /** One that works, where nothing is said. */
  readonly image?: Uint8Array;
  /** Otherwise than its owner would sign it. */
  readonly claims?: Partial<ReleaseClaims>;
  readonly by?: Pick<Signer, "kid" | "privateKey">;
  /** In place of all that. */
  readonly manifest?: string;
  readonly id?: string;
}

/** What a relay offers to a device that trusts a release key, and what it hears of it. */
export class Updates {
  readonly rig: Rig<"images">;
  readonly owner: Signer;

  private constructor(rig: Rig<"images">, owner: Signer) {
    this.rig = rig;
    this.owner = owner;
  }

  /** Gives the device a release key. */
  static async of(rig: Rig<"images">): Promise<Updates> {
    const owner = await makeSigner();
    await rig.expectDone("configure", { releaseKeys: [owner.jwk] });
    return new Updates(rig, owner);
  }

  /** What the device said, when it registered last, that runs on it. */
  get running(): string {
    return this.rig.client.door.firmware.version;
  }

  /** A version so many above the one that runs. */
  above(steps = 1): string {
    const [major, minor, patch] = this.running.split(".").map(Number);
    return `${major}.${minor}.${(patch ?? 0) + steps}`;
  }

  image(version: string): Uint8Array {
    return this.rig.device.images.make(version);
  }

  manifest({ version, image = this.image(version), claims = {}, by = this.owner }: Offer): Promise<string> {
    const { chip } = this.rig.client.door.firmware;
    const iat = this.rig.client.nowSeconds();
    return signRelease({ version, chip, size: image.length, sha256: sha256(image), iat, ...claims }, by);
  }

  /** Offers an image, as a relay does. @returns the id of the update */
  async offer(offer: Offer): Promise<string> {
    const image = offer.image ?? this.image(offer.version);
    const manifest = offer.manifest ?? (await this.manifest({ ...offer, image }));
    const id = offer.id ?? `u-${randomBytes(6).toString("hex")}`;
    this.rig.session.say({ type: "update", id, manifest, url: this.rig.relay.images.put(id, image) });
    return id;
  }

  /** What the device said became of it, each time that it said so: `done`, or an error. */
  results(id: string): string[] {
    const told = this.rig.relay.sessions.flatMap((session) => session.sent("update-result"));
    return told.filter((each) => each.id === id).map(({ error }) => error ?? "done");
  }

  result(id: string): string | undefined {
    return this.results(id)[0];
  }

  progress(id: string) {
    const told = this.rig.relay.sessions.flatMap((session) => session.sent("update-progress"));
    return told.filter((each) => each.id === id);
  }

  /** The phases that it went through. */
  phases(id: string): string[] {
    return [...new Set(this.progress(id).map(({ phase }) => phase))];
  }

  until<T>(look: () => T | undefined | false, what: string): Promise<T> {
    return this.rig.passUntil(this.rig.watch.until(look, what, END_MS), STEP_MS);
  }

  async untilPhase(id: string, phase: UpdatePhase): Promise<void> {
    await this.until(() => this.phases(id).includes(phase) || this.result(id), `the phase ${phase}`);
    assert(this.phases(id).includes(phase), `it ended with ${this.result(id)} before ${phase}`);
  }

  async expectEnd(id: string, end: string): Promise<void> {
    const told = await this.until(() => this.result(id), `the end of the update, after ${this.phases(id)}`);
    assert.equal(told, end);
  }

  /** It takes the update, and runs it from then on. */
  async expectUpdated(offer: Offer): Promise<string> {
    const id = await this.offer(offer);
    await this.expectEnd(id, "done");
    assert.equal(this.running, offer.version);
    return id;
  }

  /** It refuses, before it fetches or writes anything. */
  async expectRefused(error: string, offer: Offer): Promise<void> {
    const { downloads } = this.rig.relay.images;
    const fetched = downloads.length;
    const { storage } = this.rig.device as Partial<Parts>;
    await storage?.cutAtWrite(1);
    const id = await this.offer(offer);
    const told = await this.rig.watch.until(() => this.result(id) ?? unpowered(storage), "a refusal");
    assert.equal(told, error);
    assert.equal(downloads.length, fetched, "nothing is fetched");
    await storage?.cutAtWrite(0);
  }

  /** It fetches, and does not run what came: what ran before still does, also after the next restart. */
  async expectRejected(error: string, offer: Offer): Promise<void> {
    const { running } = this;
    const id = await this.offer(offer);
    await this.expectEnd(id, error);
    const { reset } = this.rig.device as Partial<Parts>;
    if (reset) {
      const opened = this.rig.nextSession();
      await reset.press();
      await this.rig.comeBack(opened);
    }
    assert.equal(this.running, running);
    await this.rig.expectDone("unlock");
    await this.rig.expectDone("lock");
  }
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function unpowered(storage: Parts["storage"] | undefined): string | false {
  return storage?.powered === false && "something was written";
}
