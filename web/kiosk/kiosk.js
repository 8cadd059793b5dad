// The kiosk's page. What is on it comes from the gate's events; what is pressed goes to the gate. The newest thing is on top:
// a scan covers a form, and the form is as it was when the scan is done.

import { ask } from "./ask.js"
import { banner } from "./banner.js"
import { byId } from "./dom.js"
import { listen } from "./events.js"
import { fit } from "./fit.js"
import { listenToKeys, unlessScanned } from "./input.js"
import { isNight, lookAtClock, switchLight } from "./night.js"
import { idleScreen } from "./screens/idle.js"
import { isOld, isOpen, look, needsSupervisor, resultScreen, sentence } from "./screens/result.js"
import { screens, shortcuts } from "./screens/all.js"
import { sound } from "./sound.js"
import { lostStrip, strip } from "./strip.js"
import { clock, say, switchLanguage } from "./words.js"

const greenFor = 4000
/// A key that was on its way when a result came was not meant for that result.
const settling = 400

let state
let isLost = true
let clockOffset = 0
let answer
let form
let top = "idle"
let greenTimer
let settled = 0
let isDeciding = false
const mostToScan = 32
const toScan = []
let isScanning = false

const now = () => Math.floor((performance.now() + clockOffset) / 1000)
const hour = () => Number(clock(now()).slice(0, 2))

// MARK: What is on top

const act = {
    close: () => closeResult(),
    refuse: () => decide(false),
    confirm: () => decide(true),
}

const app = {
    ask,
    get state() { return state },
    get answer() { return answer },
    now,
    open,
    close: closeForm,
    /// Closes everything that was opened on the way here.
    leave() {
        if (form) form.more = {}
        closeForm()
    },
    redraw: () => draw(),
    say: announce,
    decided: (scan) => { if (answer?.scan === scan) closeResult() },
    old: (shown) => isOld(shown, state, now()) ? state.decisionAge : undefined,
    camera: (bytes, width, height) => ask(`/api/frame?width=${width}&height=${height}`, undefined, { bytes }),
}

function draw() {
    if (!state) return
    const focused = document.activeElement?.id
    const main = byId("main")
    document.body.dataset.top = top
    document.body.dataset.form = form?.name ?? ""
    const back = form?.node
    const front = top === "form" ? undefined : top === "result" ? resultScreen(answer, act, app.old(answer)) : idleScreen(state, { open, turn, light, tongue, screens: shortcuts })
    // What lies below stays where it is: a camera goes on looking while an answer is on top.
    if (back) back.hidden = top !== "form"
    for (const child of [...main.children]) if (child !== back) child.remove()
    if (back && !back.isConnected) main.prepend(back)
    if (front) main.append(front)
    drawFrame()
    const facts = main.querySelector(".facts")
    if (facts) fit(facts)
    if (focused && byId(focused)) byId(focused).focus()
    else if (top === "form") form.focus?.()
}

function drawFrame() {
    document.title = `${say("page.title")} ${state?.gate ?? ""}`
    byId("gate").textContent = state?.gate ?? ""
    byId("way").textContent = state ? say(`page.${state.direction}`) : ""
    byId("strip").replaceChildren(...(isLost || !state ? lostStrip() : strip(state)))
    byId("banner").setAttribute("aria-label", say("page.banner"))
    byId("banner").replaceChildren(...(state ? banner(state, dismiss) : []))
    tick()
}

function tick() {
    if (!state) return
    for (const place of document.querySelectorAll(".clock")) place.textContent = clock(now())
    const was = isNight()
    lookAtClock(hour())
    const isPast = top === "result" && app.old(answer) && byId("result")?.dataset.old === "no"
    if (isPast || (was !== isNight() && top === "idle")) draw()
}

function show(shown, { isNew }) {
    clearTimeout(greenTimer)
    if (!shown) {
        if (top === "result" && answer?.scan) closeResult()
        return
    }
    // What is about another scan is not answered by mistake for this one.
    if (form?.about !== undefined && form.about !== shown.scan) dropForm()
    answer = shown
    top = "result"
    settled = performance.now() + settling
    draw()
    announce(sentence(answer))
    if (isNew) sound(look(answer), isNight())
    if (!isOpen(answer)) greenTimer = setTimeout(closeResult, greenFor)
}

function closeResult() {
    clearTimeout(greenTimer)
    answer = undefined
    if (top === "result") top = form ? "form" : "idle"
    draw()
}

function open(name, more = {}) {
    form?.ended?.()
    clearTimeout(greenTimer)
    if (answer && !isOpen(answer)) answer = undefined
    form = screens[name](app, more)
    form.name = name
    form.more = more
    top = "form"
    draw()
    form.focus?.()
}

function dropForm() {
    form?.ended?.()
    form = undefined
    if (top === "form") top = answer ? "result" : "idle"
}

function closeForm() {
    form?.ended?.()
    const parent = form?.more?.parent
    if (parent) return open(parent)
    form = undefined
    top = answer ? "result" : "idle"
    settled = performance.now() + settling
    draw()
}

// MARK: What is done

/// One after the other, so that they come in the order in which they were read; of too many the oldest go.
async function scan(text) {
    toScan.push(text)
    if (toScan.length > mostToScan) toScan.shift()
    if (isScanning) return
    isScanning = true
    while (toScan.length) await sendScan(toScan.shift())
    isScanning = false
}

async function sendScan(text) {
    try {
        await ask("/api/scan", { text, source: "wedge" })
    } catch {
        // Nobody waits for a program that does not answer: the guard looks at the document.
        show({ verdict: "check", direction: state?.direction ?? "in", misread: false, reason: { code: "no-answer" } }, { isNew: true })
    }
}

async function decide(admits) {
    if (top !== "result" || !isOpen(answer) || !answer.scan || performance.now() < settled || isDeciding) return
    const decided = answer
    if (admits && app.old(decided)) return announce(say("problems.too-old"), true)
    if (admits && needsSupervisor(decided)) return open("override", { answer: decided })
    isDeciding = true
    try {
        await ask("/api/decision", { scan: decided.scan, admits, reason: admits ? "confirmed" : "refused" })
        if (answer?.scan === decided.scan) closeResult()
        announce(say(admits ? "page.decidedAdmit" : "page.decidedRefuse"))
    } catch (problem) {
        announce(say(`problems.${problem.problem}`), true)
    } finally {
        isDeciding = false
    }
}

/// A key that decides: not one that is a scanner's, and not for another scan than the one that was there when it was pressed.
function press(admits) {
    if (performance.now() < settled) return
    const pressed = answer
    unlessScanned(() => { if (answer === pressed) decide(admits) })
}

async function turn(direction) {
    try {
        await ask("/api/direction", { direction })
    } catch (problem) {
        announce(say(`problems.${problem.problem}`), true)
    }
}

function light() {
    switchLight(hour())
    draw()
}

function tongue() {
    switchLanguage()
    if (form) form.translated ? form.translated() : (form.ended?.(), form = Object.assign(screens[form.name](app, form.more), { name: form.name, more: form.more }))
    draw()
}

async function dismiss(code) {
    try {
        await ask("/api/banner", { code })
    } catch (problem) {
        announce(say(`problems.${problem.problem}`), true)
    }
}

/// Says something to everybody: read aloud by a screen reader, and in the line above the strip when it went wrong.
function announce(text, isBad = false) {
    const line = byId("said")
    line.className = isBad ? "bad" : "quiet"
    line.textContent = text
    if (isBad) setTimeout(() => { if (line.textContent === text) line.className = "quiet" }, 6000)
}

// MARK: What comes in

listenToKeys({
    scan,
    pressed(name, event) {
        if (name === "F12") return tongue(), true
        if (name === "F10") return light(), true
        if (name === "F5" && !shortcuts.some((shortcut) => shortcut.keyName === "F5")) return true
        if (top === "result") {
            if (name === "F7") return press(false), true
            if (name === "F8") return press(true), true
            if (name === "Escape") return (isOpen(answer) && answer.scan) ? undefined : closeResult(), true
        }
        if (top === "form") {
            if (name === "Escape") return closeForm(), true
            const pressed = form.keys?.[name]
            if (pressed) return pressed(event), true
            if (name === "F7" || name === "F8") return true
        }
        const shortcut = shortcuts.find(({ keyName }) => keyName === name)
        if (shortcut && !(top === "form" && form.isBusy)) return open(shortcut.name), true
        return /^F\d+$/.test(name)
    },
})

listen({
    shown: (shown) => show(shown, { isNew: false }),
    tray: (tray) => form?.told?.({ type: "tray", ...tray }),
    state(newest) {
        state = newest
        isLost = false
        clockOffset = state.now * 1000 - performance.now()
        if (top === "idle") draw()
        else {
            drawFrame()
            form?.stateChanged?.(state)
        }
        document.documentElement.dataset.ready = "yes"
    },
    event(event) {
        if (event.type === "shown") show(event, { isNew: true })
        if (event.type === "decided") {
            if (form?.about === event.scan) dropForm()
            if (event.scan === answer?.scan) closeResult()
        }
        form?.told?.(event)
    },
    lost() {
        isLost = true
        byId("strip").replaceChildren(...lostStrip())
    },
})
setInterval(tick, 1000)
addEventListener("resize", () => { const facts = document.querySelector(".facts"); if (facts) fit(facts) })
