import type { HaltReason, RolloutDoorState, RolloutPlan, RolloutState } from "@openlock/api";
import type { DoorId } from "@openlock/protocol";
import type { DoorScope } from "./records.ts";

export interface Rollout {
  readonly id: number;
  /** What was rolled out; the release itself may be gone when it is over. */
  readonly release: {
    readonly id: string;
    readonly version: string;
    readonly chip: string;
    readonly sha256: string;
  };
  readonly plan: RolloutPlan;
  readonly state: RolloutState;
  readonly reason?: HaltReason;
  readonly stage: number;
  readonly soakUntil?: number;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly endedAt?: number;
}

export interface RolloutDoor {
  readonly door: DoorId;
  readonly position: number;
  readonly stage: number;
  readonly state: RolloutDoorState;
  readonly from: string;
  /** Offers that the device got. */
  readonly tries: number;
  /** The `id` of the frames about it. */
  readonly offer?: string;
  /** The device's boot nonce when it was offered: another one means that it has restarted since. */
  readonly boot?: string;
  readonly phase?: string;
  readonly percent?: number;
  readonly why?: string;
  readonly worse: boolean;
  /** Somebody has looked at its failure, and let the rollout go on. */
  readonly excused: boolean;
  /** When it was heard of last; of a door that is done, when that was. */
  readonly at: number;
  /** Not offered before. */
  readonly nextAt: number;
}

export interface NewRolloutRow
  extends Pick<Rollout, "release" | "plan" | "createdAt" | "createdBy">,
    Readonly<{ doors: readonly Pick<RolloutDoor, "door" | "stage" | "state" | "from" | "why">[] }> {}

/** Whose row it is, and which offer is meant. */
export interface Offer {
  readonly door: DoorId;
  readonly offer: string;
}

export interface RolloutRecords {
  /** `no-release` where that is gone, `busy` where a door is in a rollout that is not over, `no-door` where one is gone. */
  create(
    rollout: NewRolloutRow,
  ): Promise<
    | { readonly outcome: "done"; readonly rollout: Rollout }
    | { readonly outcome: "no-release" | "busy" | "no-door" }
  >;
  byId(id: number): Promise<Rollout | undefined>;
  /** Those with no door outside `scope`, newest first. */
  list(filter: {
    readonly scope: DoorScope;
    readonly before?: number;
    readonly limit: number;
  }): Promise<readonly Rollout[]>;
  /** In their order; those after that position. */
  doors(
    id: number,
    page?: { readonly after: number; readonly limit: number },
  ): Promise<readonly RolloutDoor[]>;
  counts(
    id: number,
  ): Promise<readonly { readonly stage: number; readonly state: RolloutDoorState; readonly count: number }[]>;

  /** Gives a rollout that runs and is due to one node, for `leaseMs`, whichever asks at the same time. */
  claim(now: number, leaseMs: number): Promise<Rollout | undefined>;
  /** Ends a claim with what came of it; a rollout that somebody paused or stopped meanwhile stays so. */
  settle(
    id: number,
    change: {
      readonly nextAt: number;
      readonly stage?: number;
      readonly soakUntil?: number | null;
      readonly state?: "halted" | "done";
      readonly reason?: HaltReason;
      readonly endedAt?: number;
    },
  ): Promise<void>;
  /** @returns undefined where it was in none of the states `from`. */
  move(
    id: number,
    from: readonly RolloutState[],
    to: RolloutState,
    now: number,
  ): Promise<Rollout | undefined>;

  /** Takes a waiting door under way, where the rollout runs and no more than its plan says are. Atomic. */
  offer(
    id: number,
    offer: Offer & { readonly boot: string; readonly atOnce: number; readonly at: number },
  ): Promise<boolean>;
  /** Says how far a door is that is under way with this offer. @returns its rollout */
  progress(
    offer: Offer,
    how: { readonly phase: string; readonly percent: number; readonly at: number },
  ): Promise<number | undefined>;
  /** Ends an offer; one that is not under way any more stays as it is. @returns its rollout */
  conclude(
    offer: Offer,
    how: {
      readonly state: "done" | "failed" | "waiting";
      readonly why?: string;
      readonly at: number;
      readonly nextAt: number;
      /** It never reached the device. */
      readonly untried?: boolean;
    },
  ): Promise<number | undefined>;
  /** Says of a waiting door why it is not its turn, or that it needs none. */
  set(
    id: number,
    door: DoorId,
    how: {
      readonly state: "waiting" | "done";
      readonly why?: string;
      readonly at: number;
      readonly nextAt: number;
    },
  ): Promise<void>;
  /** What a door is under way with. */
  underWay(
    door: DoorId,
  ): Promise<{ readonly id: number; readonly release: string; readonly row: RolloutDoor } | undefined>;
  markWorse(id: number, doors: readonly DoorId[]): Promise<void>;
  /** Failed doors wait again. @returns how many */
  retry(id: number, doors: readonly DoorId[] | undefined, now: number): Promise<number>;
  /** What failed so far does not halt it again. */
  excuse(id: number): Promise<void>;
}
