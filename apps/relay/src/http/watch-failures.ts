/** The same object, but whoever wants to is told of each failure of its methods, and of those of its areas. */
export function watchFailures<T extends object>(area: T, failed: () => void): T {
  const members = new Map<string | symbol, unknown>();
  const watched = (member: unknown): unknown => {
    if (typeof member === "function") {
      return async (...args: unknown[]) => {
        try {
          return await Reflect.apply(member, area, args);
        } catch (error) {
          failed();
          throw error;
        }
      };
    }
    return typeof member === "object" && member !== null ? watchFailures(member, failed) : member;
  };
  return new Proxy(area, {
    get(target, name, receiver) {
      if (!members.has(name)) members.set(name, watched(Reflect.get(target, name, receiver)));
      return members.get(name);
    },
  });
}
