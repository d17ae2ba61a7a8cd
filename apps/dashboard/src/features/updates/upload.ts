import { MANIFEST_HEADER } from "@openlock/api";
import { ApiError } from "../../api/api-error.ts";
import { freshAccessToken } from "../../api/session.ts";

/**
 * Uploads an image with its manifest. With XMLHttpRequest, for `fetch` does not tell how far a body is.
 *
 * @param onProgress from 0 to 1
 * @throws {ApiError} what the relay says of it
 */
export async function uploadRelease(
  image: Blob,
  manifest: string,
  onProgress: (share: number) => void,
): Promise<void> {
  const token = await freshAccessToken();
  const request = new XMLHttpRequest();
  const ended = new Promise<void>((resolve, reject) => {
    request.addEventListener("load", () => resolve());
    request.addEventListener("error", () => reject(ApiError.unreachable(new Error("the upload broke off"))));
  });
  request.upload.addEventListener("progress", ({ loaded, total }) =>
    onProgress(total === 0 ? 0 : loaded / total),
  );
  request.open("POST", "/api/releases");
  if (token !== undefined) request.setRequestHeader("authorization", `Bearer ${token}`);
  request.setRequestHeader("content-type", "application/octet-stream");
  request.setRequestHeader(MANIFEST_HEADER, manifest);
  request.send(image);
  await ended;
  if (request.status === 201) return;
  const type = request.getResponseHeader("content-type") ?? "";
  throw await ApiError.of(
    new Response(request.responseText, { status: request.status, headers: { "content-type": type } }),
  );
}
