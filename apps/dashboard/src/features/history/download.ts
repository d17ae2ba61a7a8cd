import { authorizedFetch } from "../../api/http.ts";
import { saveFile } from "../../app/save-file.ts";

/** Saves what the relay sends as a file, under the name that the relay gives it. */
export async function download(path: string): Promise<void> {
  const response = await authorizedFetch(path, {});
  const name = /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1];
  // The browser keeps large ones on disk.
  saveFile(name ?? "openlock-export", await response.blob());
}
