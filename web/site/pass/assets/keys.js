// The holder's keys. They are made in here, never leave the browser, and can't be read even by this page.
const DATABASE = "portpass-holder"
const STORE = "keys"
const ALGORITHM = "Ed25519"
const DOMAIN = "PortPass holder key 1\n"

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "x" })
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
    request.onblocked = () => reject(new Error("blocked"))
  })
}

async function within(mode, work) {
  const database = await opened()
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode)
      const request = work(transaction.objectStore(STORE))
      transaction.oncomplete = () => resolve(request.result)
      transaction.onabort = transaction.onerror = () => reject(transaction.error)
    })
  } finally {
    database.close()
  }
}

const all = () => within("readonly", (store) => store.getAll())

const base64url = (bytes) =>
  btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")

// Whether this browser can make such keys and keep them.
export async function isSupported() {
  try {
    await crypto.subtle.generateKey(ALGORITHM, false, ["sign", "verify"])
    await all()
    return true
  } catch {
    return false
  }
}

// The key of this name, or nothing.
export async function key(x) {
  try {
    return x ? await within("readonly", (store) => store.get(x)) : undefined
  } catch {
    return undefined
  }
}

export async function sign(key, bytes) {
  return new Uint8Array(await crypto.subtle.sign(ALGORITHM, key.privateKey, bytes))
}

// A key for a pass, kept before anybody is told of it. One whose binding was not answered is taken again: the service then gives
// the same pass. `bound` is the name of the key the pass is bound to now.
export async function newKey(number, bound) {
  const waiting = (await all()).find((key) => key.number === number && key.x !== bound)
  if (waiting) return waiting
  const pair = await crypto.subtle.generateKey(ALGORITHM, false, ["sign", "verify"])
  const x = base64url(new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey)))
  const made = { x, number, privateKey: pair.privateKey }
  await within("readwrite", (store) => store.put(made))
  // A browser that is short of room throws other sites' things away first.
  await navigator.storage?.persist?.().catch(() => false)
  return made
}

// What tells the service that the key works.
export async function proof(key) {
  return base64url(await sign(key, new TextEncoder().encode(DOMAIN + key.number)))
}

// Forgets a pass's keys but one: those of bindings that were replaced sign nothing any more.
export async function forget(number, except) {
  for (const key of await all()) {
    if (key.number === number && key.x !== except) await within("readwrite", (store) => store.delete(key.x))
  }
}

export function forgetAll() {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(DATABASE)
    request.onsuccess = request.onerror = request.onblocked = () => resolve()
  })
}
