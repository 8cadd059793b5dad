// Opens kept passes where there is no network. It keeps nothing itself: kept.js puts a page in when all its parts are there.
// Whatever is not a pass that was kept goes to the network as if there were no worker.
const PAGES = "pass-pages"
const TAG = "Pass-Page"
// A page that takes longer is shown as it was kept: a gate is no place to wait.
const PATIENCE = 2000
const PASS = /^\/[A-Za-z-]+\/my\/passes\/[A-Z0-9-]+$/
const PHOTO = /^\/[A-Za-z-]+\/my\/passes\/[A-Z0-9-]+\/photo\.jpg$/

self.addEventListener("install", () => self.skipWaiting())
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()))

self.addEventListener("fetch", (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== "GET" || url.origin !== self.location.origin) return
  if (request.mode === "navigate") {
    if (PASS.test(url.pathname)) event.respondWith(page(event, url.pathname))
  } else if (PHOTO.test(url.pathname)) {
    event.respondWith(photo(request, url.pathname))
  } else if (["script", "style", "image", "manifest"].includes(request.destination)) {
    event.respondWith(part(request))
  }
})

async function page(event, path) {
  const kept = await (await caches.open(PAGES)).match(path)
  const answer = fetch(event.request)
  if (!kept) return answer
  event.waitUntil(answer.catch(() => undefined))
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE))
  const fresh = await Promise.race([answer.catch(() => undefined), late])
  // Anything else than the page, such as the way to a sign-in, can wait until its holder is past the gate.
  return fresh?.ok && fresh.headers.has(TAG) ? fresh : kept
}

async function photo(request, path) {
  try {
    const fresh = await fetch(request)
    if (fresh.ok) return fresh
  } catch { /* No network. */ }
  return (await (await caches.open(PAGES)).match(path)) ?? Response.error()
}

// An address with a version in it never changes; of the others the newest that can be had.
async function part(request) {
  const kept = await caches.match(request)
  if (kept && /\/[0-9a-f]{16}\//.test(new URL(request.url).pathname)) return kept
  try {
    return await fetch(request)
  } catch (error) {
    if (kept) return kept
    throw error
  }
}
