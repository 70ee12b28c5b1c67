// Keeps the blank pages of the form and what they load, so that it opens without a connection, and sends what is finished. The server writes in front
// of this: version, pages (paths by language, the start page first), files (with these pages, but the start page, by language) and assets.
const cacheName = `sipas-form-${version}`;
const patience = 3000; // A page that is not there by then is taken from the cache.
const languageOf = (path) => (path === "/en" || path.indexOf("/en/") === 0 ? "en" : "vi");

async function get(path, caching) {
  // Without cookies the start page is the blank one, the same for everybody.
  const answer = await fetch(path, { credentials: "omit", cache: caching, redirect: "error" });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer;
}

async function keep(languages) {
  const cache = await caches.open(cacheName);
  for (const language of languages) {
    const start = pages[language][0];
    if (await cache.match(start)) continue;
    const [first, file, ...loaded] = await Promise.all([get(start, "no-cache"), get(files[language], "default")].concat(assets.map((path) => get(path, "default"))));
    // While servers are being replaced, a page of another version may come; then all of it is tried again at the next visit.
    const text = await first.clone().text();
    if (assets.some((path) => text.indexOf(path) < 0)) throw new Error("The start page is of another version.");
    // The others get the headers of the start page, so the policy too of what a page may load.
    const headers = new Headers(first.headers);
    headers.delete("Content-Encoding");
    headers.delete("Content-Length");
    const html = await file.json();
    for (const path of Object.keys(html)) await cache.put(path, new Response(html[path], { headers }));
    for (const answer of loaded) await cache.put(answer.url, answer);
    // What tells whether the language is there goes in last.
    await cache.put(start, first);
  }
}

// The languages in which the form is open, or was kept by the version before.
async function languagesInUse() {
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const used = new Set(open.map((it) => languageOf(new URL(it.url).pathname)));
  for (const language of Object.keys(pages)) {
    if (await caches.match(pages[language][0])) used.add(language);
  }
  return Array.from(used);
}

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(languagesInUse().then(keep));
});

self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) {
    if (name.indexOf("sipas-form-") === 0 && name !== cacheName) await caches.delete(name);
  }
  await forgetOld();
  await self.clients.claim();
})()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (assets.indexOf(url.pathname) >= 0) {
    event.respondWith(caches.match(url.pathname).then((known) => known || fetch(request)));
  } else if (request.mode === "navigate" && pages[languageOf(url.pathname)].indexOf(url.pathname) >= 0) {
    event.respondWith(open(event, url.pathname));
  }
});

// With a response on this device, its pages are the blank ones of one version, at once, and the script fills them. Without one the server has the say: it
// may have closed the survey, or keep a draft of its own for a browser without script. Then the cache is only for when no answer comes.
async function open(event, path) {
  const known = await caches.open(cacheName).then((cache) => cache.match(path));
  if (known && path !== pages[languageOf(path)][0] && await currentRecord().catch(() => null)) return known;
  const answer = fetch(event.request);
  if (!known) {
    // Cleared, or the other language: it is kept from now on.
    event.waitUntil(answer.then(() => keep([languageOf(path)])).catch(() => {}));
    return answer;
  }
  const late = new Promise((resolve) => { setTimeout(() => resolve(known), patience); });
  return Promise.race([answer.then((it) => (it.status >= 500 ? known : it), () => known), late]);
}

// The browser calls when there is a connection again, also when no page is open; it calls again a few times while something is left, and then gives up: the
// page asks for it anew whenever it is open.
self.addEventListener("sync", (event) => {
  if (event.tag !== tags.sync) return;
  event.waitUntil(sendWaiting().then((left) => { if (left > 0) throw new Error("Some are still waiting."); }));
});
