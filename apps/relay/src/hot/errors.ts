/** The fast store does not answer. What cannot be decided without it is refused. */
export class HotError extends Error {
  override readonly name = "HotError";
  readonly code = "hot-unavailable";
}

/** A Redis that drops keys when it is full forgets commands it has seen: the relay does not start on it. */
export class EvictingRedisError extends Error {
  override readonly name = "EvictingRedisError";
  readonly code = "redis-evicts";
}
