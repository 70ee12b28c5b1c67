// Keeps the typing page and what it loads, so that it opens without a connection. It keeps no sheet: these are the page's business.
const kept = "sipas-typing-1";
const page = "/staff/intake/typing";
const isAsset = (path) => path.includes("/assets/");

self.addEventListener("install", (event) => {
  self.skipWaiting();
  // What the page loaded before there was a worker.
  event.waitUntil((async () => {
    const cache = await caches.open(kept);
    const answer = await fetch(page, { redirect: "error" });
    const html = await answer.clone().text();
    await cache.put(page, answer);
    await cache.addAll([...html.matchAll(/(?:href|src)="([^"]*\/assets\/[^"]+)"/g)].map((it) => it[1]));
  })());
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// The newest as long as there is a connection; the last one otherwise.
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const isPage = url.pathname === page && request.mode === "navigate";
  if (request.method !== "GET" || url.origin !== self.location.origin || !(isPage || isAsset(url.pathname))) return;
  event.respondWith((async () => {
    const cache = await caches.open(kept);
    const key = isPage ? page : request;
    if (!isPage) {
      const known = await cache.match(key);
      if (known) return known;
    }
    try {
      const answer = await fetch(request);
      if (answer.ok && answer.type === "basic" && !answer.redirected) {
        if (isPage) await forgetAssets(cache, await answer.clone().text());
        await cache.put(key, answer.clone());
      }
      return answer;
    } catch (failure) {
      const known = await cache.match(key);
      if (known) return known;
      throw failure;
    }
  })());
});

// Addresses of assets hold a hash: those that the page no longer names are of former versions.
async function forgetAssets(cache, html) {
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url);
    if (isAsset(pathname) && !html.includes(pathname)) await cache.delete(request);
  }
}
