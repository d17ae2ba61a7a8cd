import type { DoorView } from "@openlock/api";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { applyEvent } from "../../api/apply-event.ts";
import { catchUp } from "../../api/catch-up.ts";
import { api } from "../../api/http.ts";

/**
 * Every door that the person may see, by name; the event stream keeps them up to date.
 *
 * @param select what is wanted of them: whoever asks is told only when that has changed
 */
export function useDoors<T = readonly DoorView[]>(select?: (doors: readonly DoorView[]) => T) {
  return useQuery({
    ...(select && { select }),
    queryKey: ["doors"],
    queryFn: ({ signal }) =>
      catchUp(
        async () =>
          (await api.get<{ doors: DoorView[] }>("/api/doors", { signal })).doors.toSorted((a, b) =>
            a.name.localeCompare(b.name),
          ),
        (doors, event) => doors.map((door) => applyEvent(door, event)),
      ),
  });
}

export function readDoor(doorId: string, signal: AbortSignal): Promise<DoorView> {
  return catchUp(() => api.get<DoorView>(`/api/doors/${doorId}`, { signal }), applyEvent);
}

/** One door, at first as the list has it. */
export function useDoor(doorId: string) {
  const queries = useQueryClient();
  return useQuery({
    queryKey: ["doors", doorId],
    queryFn: ({ signal }) => readDoor(doorId, signal),
    placeholderData: () =>
      queries.getQueryData<readonly DoorView[]>(["doors"])?.find(({ id }) => id === doorId),
  });
}
