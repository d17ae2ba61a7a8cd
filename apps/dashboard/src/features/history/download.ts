import { authorizedFetch } from "../../api/http.ts";

/** Saves what the relay sends as a file, under the name that the relay gives it. */
export async function download(path: string): Promise<void> {
  const response = await authorizedFetch(path, {});
  const name = /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1];
  // The browser keeps large ones on disk.
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = name ?? "openlock-export";
  link.click();
  URL.revokeObjectURL(url);
}
