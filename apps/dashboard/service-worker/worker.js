// The service worker: it keeps what it takes to open the app without a network, and nothing else. The build puts the list
// of files and the version in front (`service-worker/plugin.ts`). What the relay answers is never kept here.
/* global SHELL, VERSION */

const CACHE = `openlock-${VERSION}`;
/** What the relay answers itself; everything else without a file ending is the app's own address. */
const OF_THE_RELAY = /^\/(api|firmware|docs|problems|healthz|readyz|metrics|openapi\.json)(\/|$)/;

self.addEventListener("install", (event) => {
  event.waitUntil(
    // Past the browser's own cache, so that what is kept is what the server has now.
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(SHELL.map((url) => new Request(url, { cache: "reload" })))),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

// A new version waits until a page asks for it: nothing is changed under somebody's hands.
self.addEventListener("message", ({ data }) => {
  if (data === "take-over") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin || OF_THE_RELAY.test(pathname)) return;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => kept("/")));
  else if (pathname.startsWith("/assets/")) event.respondWith(keptOrFetched(request));
  else if (SHELL.includes(pathname)) event.respondWith(fetch(request).catch(() => kept(pathname)));
});

async function kept(pathname) {
  const cache = await caches.open(CACHE);
  return (await cache.match(pathname)) ?? Response.error();
}

/** The name of such a file has a hash of its content in it, so the one that is kept is the right one. */
async function keptOrFetched(request) {
  const cache = await caches.open(CACHE);
  const found = await cache.match(request.url);
  if (found) return found;
  const answer = await fetch(request);
  if (answer.status === 200) await cache.put(request.url, answer.clone());
  return answer;
}
