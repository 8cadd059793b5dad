// What this phone keeps so that the pass opens without a network. The worker only reads it; everything is put in here, the page
// last, so that a kept page is never without its parts.
export const PAGES = "pass-pages"
const ASSETS = "pass-assets-"
const TAG = "Pass-Page"
const VERSION = "Pass-Assets"

const canKeep = "caches" in globalThis && "serviceWorker" in navigator
const unwanted = (number) => `pass-not-kept:${number}`

function remembered(name) {
  try { return localStorage.getItem(name) } catch { return null }
}

function remember(name, value) {
  try {
    if (value === null) localStorage.removeItem(name)
    else localStorage.setItem(name, value)
  } catch { /* Storage may be switched off; then nothing is kept either. */ }
}

export const checked = {
  of: (number) => Number(remembered(`pass-checked:${number}`)) || 0,
  note: (number, time) => remember(`pass-checked:${number}`, String(time)),
}

// Whether this window has not been told so yet: a page that comes from this phone's store again would be loaded for ever.
export function isNews(number, tag) {
  const name = `pass-seen:${number}`
  try {
    if (sessionStorage.getItem(name) === tag) return false
    sessionStorage.setItem(name, tag)
    return true
  } catch {
    return false
  }
}

// What the page was made of, as it stands in it and as the browser fetched it.
function parts() {
  const found = new Set()
  for (const link of document.querySelectorAll("link[rel=stylesheet], link[rel=manifest], link[rel~=icon]")) found.add(link.href)
  for (const node of document.querySelectorAll("script[src], img[src]")) found.add(node.src)
  for (const entry of performance.getEntriesByType("resource")) {
    if (["script", "link", "img", "css", "other"].includes(entry.initiatorType)) found.add(entry.name)
  }
  const assets = [...found].map((address) => new URL(address))
    .filter((url) => url.origin === location.origin && /\.(js|css|svg|png|webmanifest)$/.test(url.pathname))
    .filter((url) => !url.pathname.endsWith("/worker.js") && !/\/my\/passes\/[^/]+\.(svg|png)$/.test(url.pathname))
  return assets.map((url) => url.href)
}

export function isWanted(number) {
  return canKeep && remembered(unwanted(number)) === null
}

export async function isKept() {
  if (!canKeep) return false
  return (await (await caches.open(PAGES)).match(location.pathname)) !== undefined
}

// Keeps this page as it is now. `page` says number, tag, version, and the addresses of the photo and of the worker.
export async function keep(page) {
  if (!canKeep) return false
  remember(unwanted(page.number), null)
  const scope = location.pathname.slice(0, location.pathname.lastIndexOf("/") + 1)
  await navigator.serviceWorker.register(page.worker, { scope, updateViaCache: "none" })
  await navigator.serviceWorker.ready
  const pages = await caches.open(PAGES)
  const kept = await pages.match(location.pathname)
  if (kept?.headers.get(TAG) === page.tag) return true
  const assets = await caches.open(ASSETS + page.version)
  for (const address of parts()) {
    // An address with the version in it is the same for ever.
    if (address.includes(page.version) && (await assets.match(address))) continue
    const answer = await fetch(address, { cache: address.includes(page.version) ? "force-cache" : "no-cache" })
    if (!answer.ok) return false
    await assets.put(address, answer)
  }
  if (page.photo) {
    const photo = await fetch(page.photo)
    if (photo.ok) await pages.put(page.photo, photo)
  }
  const answer = await fetch(location.pathname, { redirect: "manual", headers: { Accept: "text/html" } })
  if (!answer.ok || answer.headers.get(TAG) !== page.tag) return false
  await pages.put(location.pathname, answer)
  await tidy()
  return true
}

// Takes away the parts of versions that no kept page is made of.
async function tidy() {
  const pages = await caches.open(PAGES)
  const versions = new Set()
  for (const request of await pages.keys()) {
    const version = (await pages.match(request)).headers.get(VERSION)
    if (version) versions.add(ASSETS + version)
  }
  for (const name of await caches.keys()) {
    if (name.startsWith(ASSETS) && !versions.has(name)) await caches.delete(name)
  }
}

// Takes a pass off this phone; with the last one everything goes.
export async function remove(page) {
  remember(unwanted(page.number), "yes")
  remember(`pass-checked:${page.number}`, null)
  if (!canKeep) return
  const pages = await caches.open(PAGES)
  await pages.delete(location.pathname)
  if (page.photo) await pages.delete(page.photo)
  await tidy()
  if ((await pages.keys()).length === 0) {
    for (const name of await caches.keys()) if (name.startsWith("pass-")) await caches.delete(name)
    for (const registration of await navigator.serviceWorker.getRegistrations()) {
      if (registration.active?.scriptURL === new URL(page.worker, location).href) await registration.unregister()
    }
  }
}
