// The page of a pass: what of it needs a script. Without one it shows the plain code and everything that is written.
import { liveCode } from "./livecode.js"
import * as keys from "./keys.js"
import * as kept from "./kept.js"
import * as picture from "./picture.js"
import * as show from "./show.js"
import * as status from "./status.js"

// How long a live code is shown.
const TERM = 15
const BETWEEN_CHECKS = 60

const root = document.getElementById("pass")
const data = root.dataset
const words = JSON.parse(data.words)
const find = (id) => document.getElementById(id)
const say = (word, values = {}) => words[word].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "")
const now = () => Math.floor(Date.now() / 1000)

const page = { number: data.number, tag: data.tag, version: data.version, worker: data.worker, photo: data.photo }
const live = { key: undefined, made: 0, text: "", isBusy: false }
const checks = { last: Math.max(Number(data.made), kept.checked.of(data.number)), isOffline: false, isOver: false, offset: undefined }

// MARK: The code

// The service has lived to see this moment, whatever the phone's clock says.
const time = () => Math.max(now(), Number(data.issued))

function draw() {
  if (!live.text) return
  const canvas = find("live-picture")
  const frame = find("code-picture")
  canvas.hidden = false
  find("plain-picture").hidden = true
  const size = picture.draw(canvas, live.text, frame.clientWidth)
  root.dataset.pixels = size.scale
  canvas.setAttribute("aria-label", say("live-label", { number: data.number }))
}

async function tick() {
  if (!live.key || live.isBusy || document.hidden) return
  live.isBusy = true
  try {
    const moment = time()
    if (!live.text || moment - live.made >= TERM || moment < live.made) {
      live.text = await liveCode(data.text, data.issuer, moment, (bytes) => keys.sign(live.key, bytes))
      live.made = moment
      draw()
      root.dataset.code = String(moment)
    }
    const left = Math.max(1, TERM - (moment - live.made))
    find("left").value = left
    find("left-text").textContent = say("next-code", { count: left })
  } finally {
    live.isBusy = false
  }
}

async function startLive(key) {
  if (!(await picture.ready(data.encoder))) {
    find("code-caption").textContent = say("no-encoder")
    return
  }
  live.key = key
  find("code").classList.add("live")
  find("code-caption").className = ""
  find("code-caption").textContent = say("code-live")
  find("countdown").hidden = false
  find("phone-text").textContent = say("bound-here")
  if (find("bind")) find("bind").hidden = true
  await tick()
  setInterval(tick, 500)
}

// MARK: What is said

function line(word, values, link) {
  const paragraph = document.createElement("p")
  paragraph.textContent = say(word, values)
  if (link) {
    const anchor = document.createElement("a")
    anchor.href = link
    anchor.textContent = say("prove")
    paragraph.append(" ", anchor)
  }
  return paragraph
}

function tell() {
  const lines = []
  const trouble = checks.offset === undefined ? undefined : status.clockTrouble(checks.offset)
  if (trouble) {
    const warning = line(trouble.word, { count: trouble.seconds })
    warning.className = "warning"
    lines.push(warning)
  }
  if (checks.isOffline) lines.push(line("offline"))
  if (checks.isOver) lines.push(line("session-over", {}, data.prove))
  const notices = find("notices")
  // Said aloud when it changes, and not every second.
  const said = lines.map((one) => one.textContent).join()
  if (notices.dataset.said !== said) {
    notices.replaceChildren(...lines)
    notices.dataset.said = said
  }
  const age = status.age(Math.max(0, now() - checks.last))
  find("checked").textContent = say(age.word, { count: age.count })
}

function tellState() {
  const state = status.stateNow(data.state, Number(data.begins), Number(data.ends), now())
  if (state === root.dataset.shown) return
  root.dataset.shown = state
  if (state === data.state) return
  find("state").className = `pass-state ${state}`
  find("state-mark").textContent = state === "active" ? "✓" : state === "future" ? "○" : "✕"
  find("state-word").textContent = say(`state-${state}`)
  if (state === "expired") withdraw()
}

// There is no code to show any more.
function withdraw() {
  live.key = undefined
  live.text = ""
  find("show-dialog")?.close()
  find("code")?.remove()
  find("show")?.remove()
}

// MARK: The service

// From its top, where the code is.
function anew() {
  history.scrollRestoration = "manual"
  location.reload()
}

async function check() {
  try {
    const answer = await status.ask(data.live)
    checks.isOffline = false
    checks.isOver = answer.refused === 401 || answer.refused === 403
    if (!answer.status) return
    checks.offset = answer.offset
    checks.last = now()
    kept.checked.note(data.number, checks.last)
    const { id, state, key } = answer.status
    const tag = `${id} ${state} ${key}`
    if (tag === `${data.id} ${data.state} ${data.key}`) return
    if (kept.isNews(data.number, tag)) anew()
  } catch {
    checks.isOffline = true
  } finally {
    tell()
  }
}

// MARK: Binding

async function bind() {
  const button = find("bind")
  const trouble = find("phone-trouble")
  button.disabled = true
  trouble.textContent = ""
  try {
    const key = await keys.newKey(data.number, data.key)
    const answer = await fetch(data.live, {
      method: "POST", redirect: "manual",
      headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ csrf: data.csrf, key: key.x, proof: await keys.proof(key) }),
    })
    if (answer.ok) {
      await keys.forget(data.number, key.x)
      anew()
      return
    }
    const problem = await answer.json().catch(() => ({}))
    const word = `refused-${problem.code}`
    trouble.textContent = say(answer.status === 401 || answer.status === 403 ? "session-over" : word in words ? word : "bind-failed")
  } catch {
    trouble.textContent = say("bind-failed")
  }
  button.disabled = false
}

async function prepareBinding() {
  const button = find("bind")
  if (!button) return
  const key = await keys.key(data.key)
  if (key) {
    await startLive(key)
  } else if (!data.encoder) {
    find("phone-text").textContent = say("no-encoder")
  } else if (await keys.isSupported()) {
    button.hidden = false
    button.addEventListener("click", bind)
  } else {
    find("phone-text").textContent = say("no-key")
  }
}

// MARK: Keeping

function tellKept(isKept) {
  find("keeping").hidden = false
  find("keep-text").textContent = say(isKept ? "kept" : "not-kept")
  find("keep").hidden = isKept
  find("remove").hidden = !isKept
  root.dataset.kept = isKept ? "yes" : "no"
}

async function keep() {
  try {
    tellKept((await kept.keep(page)) || (await kept.isKept()))
  } catch {
    // Without a network there is nothing to keep anew.
    if ("caches" in globalThis) tellKept(await kept.isKept())
  }
}

async function remove() {
  withdraw()
  find("bind")?.remove()
  await kept.remove(page)
  await keys.forget(data.number)
  tellKept(false)
  find("keep-text").textContent = say("removed")
  find("keep-text").focus()
}

function prepareKeeping() {
  find("keep").addEventListener("click", keep)
  find("remove").addEventListener("click", remove)
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault()
    const button = find("install")
    button.hidden = false
    button.addEventListener("click", () => event.prompt(), { once: true })
  })
  return kept.isWanted(data.number) ? keep() : "caches" in globalThis && tellKept(false)
}

// MARK: Beginning

tell()
tellState()
if (find("code")) {
  show.prepare(find("show"), find("show-dialog"), find("code"), draw)
  addEventListener("resize", draw)
}
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return
  tick()
  tellState()
  if (now() - checks.last > BETWEEN_CHECKS) check()
})
addEventListener("online", check)
setInterval(() => { tell(); tellState() }, 1000)
setInterval(() => { if (!document.hidden) check() }, BETWEEN_CHECKS * 1000)
await prepareBinding()
await check()
await prepareKeeping()
root.dataset.ready = "yes"
