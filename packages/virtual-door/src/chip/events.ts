/**
 * A typed emitter: a chip's parts tell the outside what happened, and nobody outside can disturb the chip by
 * throwing in a listener of another.
 */
export class Emitter<Events extends object> {
  readonly #listeners = new Map<keyof Events, Set<(event: never) => void>>();

  /** @returns stops listening. */
  on<Name extends keyof Events>(name: Name, listen: (event: Events[Name]) => void): () => void {
    let listeners = this.#listeners.get(name);
    if (!listeners) {
      listeners = new Set();
      this.#listeners.set(name, listeners);
    }
    const all = listeners;
    all.add(listen);
    return () => {
      all.delete(listen);
    };
  }

  /** Resolves with the next event of that name that `matches`. */
  next<Name extends keyof Events>(
    name: Name,
    matches: (event: Events[Name]) => boolean = () => true,
  ): Promise<Events[Name]> {
    return new Promise((resolve) => {
      const stop = this.on(name, (event) => {
        if (!matches(event)) return;
        stop();
        resolve(event);
      });
    });
  }

  emit<Name extends keyof Events>(name: Name, event: Events[Name]): void {
    for (const listen of [...(this.#listeners.get(name) ?? [])]) {
      (listen as (event: Events[Name]) => void)(event);
    }
  }
}
