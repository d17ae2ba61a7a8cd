import type { EcPublicJwk } from "@openlock/protocol";

/** An image and its manifest, as they were uploaded. */
export interface Release {
  readonly id: string;
  readonly manifest: string;
  readonly version: string;
  readonly chip: string;
  /** Bytes. */
  readonly size: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  readonly minimum?: string;
  readonly allowDowngrade?: string;
  /** Seconds, as in the manifest. */
  readonly signedAt: number;
  readonly kid: string;
  /** Whether its signature was checked against a key that the relay knows. */
  readonly checked: boolean;
  readonly at: number;
  readonly uploadedBy: string;
}

export interface ReleaseKey {
  readonly kid: string;
  readonly key: EcPublicJwk;
  readonly name: string;
  readonly at: number;
}

/** Images are kept in rows of {@link CHUNK_BYTES}, so that any node serves any part of one. */
export interface ReleaseRecords {
  /** Begins an upload: nobody sees the release before {@link finish}. Uploads that began before `staleBefore` are forgotten. */
  begin(release: Release, staleBefore: number): Promise<void>;
  putChunk(id: string, number: number, bytes: Uint8Array): Promise<void>;
  /** Makes it visible. `taken` where there is one with the same manifest; then this one is gone. */
  finish(id: string): Promise<"done" | "taken" | "unknown">;
  /** Forgets an upload that was not finished. */
  abort(id: string): Promise<void>;
  /** Newest first. */
  list(): Promise<readonly Release[]>;
  byId(id: string): Promise<Release | undefined>;
  /** @returns undefined where there is none, of an upload that goes on too. */
  chunk(id: string, number: number): Promise<Uint8Array | undefined>;
  /** `in-use` where a rollout that is not over has it. */
  remove(id: string): Promise<"done" | "in-use" | "unknown">;

  keys(): Promise<readonly ReleaseKey[]>;
  /** One that is there gets the new name. `full` where there are `max` others. */
  putKey(key: ReleaseKey, max: number): Promise<"done" | "full">;
  removeKey(kid: string): Promise<boolean>;
}

export const CHUNK_BYTES = 64 * 1024;
