// How the pass stands by the service, how long ago that was, and whether this phone's clock is right.

// What a gate takes: a code from at most 15 s ahead and 60 s behind. A clock so wrong is said before it costs anybody a minute.
const AHEAD = 10
const BEHIND = 30

// Asks the service. Gives `status`, and `offset`: seconds that this phone is ahead. Or `refused`: an HTTP status. Throws without
// a network.
export async function ask(address) {
  const sent = Date.now()
  const answer = await fetch(address, { cache: "no-store", redirect: "manual", headers: { Accept: "application/json" } })
  const received = Date.now()
  if (!answer.ok) return { refused: answer.status }
  const status = await answer.json()
  // The service gives whole seconds: on average half a one is cut off.
  return { status, offset: (sent + received) / 2000 - status.now - 0.5 }
}

// The name of what to say of the clock, and how many seconds; nothing where it is right.
export function clockTrouble(offset) {
  if (offset > AHEAD) return { word: "clock-fast", seconds: Math.round(offset) }
  if (offset < -BEHIND) return { word: "clock-slow", seconds: Math.round(-offset) }
  return undefined
}

// The name of what to say of an age in seconds, and its number.
export function age(seconds) {
  if (seconds < 60) return { word: "checked-now" }
  if (seconds < 3600) return { word: "checked-minutes", count: Math.floor(seconds / 60) }
  if (seconds < 172800) return { word: "checked-hours", count: Math.floor(seconds / 3600) }
  return { word: "checked-days", count: Math.floor(seconds / 86400) }
}

// The state now, as far as time alone changes it: a page may have been kept for weeks.
export function stateNow(state, begins, ends, now) {
  if (!["active", "future", "suspended"].includes(state)) return state
  if (now >= ends) return "expired"
  if (state === "suspended") return state
  return now < begins ? "future" : "active"
}
