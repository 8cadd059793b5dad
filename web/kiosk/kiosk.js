// The kiosk's page: scans come in as from a keyboard (a wedge scanner types and sends Enter), the gate decides, the page
// shows one verdict, one reason, one next step.

const greenFor = 4000
const element = (id) => document.getElementById(id)
const words = await (await fetch(`/${document.documentElement.lang === "en" ? "en" : "zh-Hant"}.json`)).json()
const guard = "kiosk"
let direction = null
let shown = null
let timer = null

for (const node of document.querySelectorAll("[data-word]")) node.textContent = words.page[node.dataset.word]
for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", words.page[node.dataset.label])

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "")
const day = (seconds) => new Intl.DateTimeFormat(words.locale, { dateStyle: "long", timeZone: "Asia/Taipei" }).format(seconds * 1000)

async function ask(path, body) {
    const answer = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
    return answer.json()
}

async function scan(text) {
    try {
        show(await ask("/api/scan", { text, guard, ...(direction ? { direction } : {}) }))
    } catch {
        show({ verdict: "check", reason: { code: "no-answer" }, direction: direction ?? "in" })
    }
}

function values(reason) {
    const joined = Object.fromEntries(Object.entries(reason).map(([name, value]) => [name, Array.isArray(value) ? value.join("、") : value]))
    return { ...joined, date: reason.date === undefined ? "" : day(reason.date) }
}

function show(answer) {
    clearTimeout(timer)
    shown = answer
    const code = answer.reason?.code
    const misread = code === "malformed" || code === "unsupported"
    const verdict = misread ? "misread" : answer.verdict
    const leaving = answer.direction === "out" && verdict === "check" && code !== "no-answer"
    const [what, next] = words.reasons[code] ?? ["", ""]
    element("sign").textContent = { admit: "●", check: "◆", deny: "✕", misread: "↻" }[verdict]
    element("verdict").textContent = words.verdicts[verdict]
    element("name").textContent = answer.pass?.name ?? answer.pass?.plates?.join("、") ?? ""
    element("number").textContent = [answer.pass?.number, answer.pass?.organisation, answer.pass?.idHint && `${words.page.idHint} ${answer.pass.idHint}`].filter(Boolean).join("　")
    picture(answer.photo)
    element("reason").textContent = answer.reason ? fill(what, values(answer.reason)) : ""
    element("step").textContent = leaving ? words.page.leaving : answer.reason ? fill(next, values(answer.reason)) : ""
    element("unrecorded").hidden = answer.ticket === undefined
    element("keys").hidden = verdict === "admit" || misread || (answer.sequence === undefined && answer.ticket === undefined)
    element("result").dataset.verdict = verdict
    element("result").hidden = false
    element("idle").hidden = true
    if (verdict === "admit" || misread) timer = setTimeout(idle, greenFor)
    refresh()
}

// The photo of the pass, from the gate's memory. A new element each time: one that is given another address goes on showing
// the face before until the next has come.
function picture(address) {
    const photo = document.createElement("img")
    photo.id = "photo"
    photo.className = "photo"
    photo.alt = words.page.photo
    photo.hidden = true
    photo.addEventListener("load", () => { photo.hidden = false })
    element("photo").replaceWith(photo)
    if (address !== undefined) photo.src = address
}

function idle() {
    clearTimeout(timer)
    shown = null
    picture(undefined)
    element("result").hidden = true
    element("idle").hidden = false
}

async function decide(admits) {
    if (!shown || element("keys").hidden) return
    const { epoch, sequence, ticket } = shown
    element("keys").hidden = true
    try {
        await ask("/api/decision", { epoch, sequence, ticket, admits, reason: admits ? "confirmed" : "refused", guard })
        idle()
    } catch {
        element("unrecorded").hidden = false
        element("keys").hidden = false
    }
}

function strip(state) {
    const parts = []
    const add = (text, isBad) => {
        const node = document.createElement("span")
        node.textContent = text
        if (isBad) node.className = "bad"
        parts.push(node)
    }
    const age = state.trustAge
    if (age === undefined) add(words.strip.noTrust, true)
    else add(fill(age < 3600 ? words.strip.minutes : age < 172800 ? words.strip.hours : words.strip.days, { n: age < 3600 ? Math.floor(age / 60) : age < 172800 ? Math.floor(age / 3600) : Math.floor(age / 86400) }), age >= 86400)
    if (state.online !== undefined) add(state.online ? words.strip.online : words.strip.offline, !state.online)
    if (state.level) add(fill(words.strip.level, { n: state.level }), state.level > 1)
    if (state.inside !== undefined) add(fill(words.strip.inside, { n: state.inside }))
    if (state.backlog > 500) add(fill(words.strip.backlog, { n: state.backlog }), true)
    if (state.clockSuspect) add(words.strip.clock, true)
    if (state.trouble) add(words.strip.trouble, true)
    if (state.alarms) add(fill(words.strip.alarms, { n: state.alarms }), true)
    element("strip").replaceChildren(...parts)
}

async function refresh() {
    try {
        const state = await (await fetch("/api/state")).json()
        element("gate").textContent = state.gate
        const way = direction ?? state.direction
        element("direction").textContent = words.page[way]
        document.querySelector(".way").hidden = !state.both
        for (const button of document.querySelectorAll("[data-direction]")) button.setAttribute("aria-pressed", String(button.dataset.direction === way))
        element("clock").textContent = new Intl.DateTimeFormat(words.locale, { timeStyle: "short", hour12: false, timeZone: "Asia/Taipei" }).format(state.now * 1000)
        strip(state)
    } catch {
        const node = document.createElement("span")
        node.className = "bad"
        node.textContent = words.strip.noGate
        element("strip").replaceChildren(node)
    }
}

let typed = ""
document.addEventListener("keydown", (event) => {
    if (event.key === "F8") { event.preventDefault(); decide(true); return }
    if (event.key === "F7") { event.preventDefault(); decide(false); return }
    if (event.key === "Escape") { typed = ""; idle(); return }
    if (event.key === "Enter") {
        // A wedge scanner's end. Never a confirmation.
        event.preventDefault()
        const text = typed
        typed = ""
        if (text) scan(text)
        return
    }
    if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault()
        if (typed.length < 2000) typed += event.key
    }
})
for (const button of document.querySelectorAll("[data-direction]")) {
    button.addEventListener("click", () => { direction = button.dataset.direction; button.blur(); refresh() })
}
element("confirm").addEventListener("click", () => decide(true))
element("refuse").addEventListener("click", () => decide(false))

refresh()
setInterval(refresh, 5000)
