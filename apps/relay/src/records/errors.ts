/** The durable store does not do what it must. Whoever asked may try again; nothing may go on without it. */
export class RecordsError extends Error {
  override readonly name = "RecordsError";
  readonly code = "store-unavailable";
}

/** The database was brought up to date by a newer relay, which this one would not understand. */
export class NewerSchemaError extends Error {
  override readonly name = "NewerSchemaError";
  readonly code = "newer-schema";
}

/** An area of the records whose failures are all `RecordsError`, whichever driver they come from. */
export function guarded<T extends object>(area: T): T {
  return new Proxy(area, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== "function") return member;
      return async (...args: unknown[]) => {
        try {
          return await Reflect.apply(member, target, args);
        } catch (cause) {
          throw new RecordsError("The relay's database does not answer as it should.", { cause });
        }
      };
    },
  });
}
