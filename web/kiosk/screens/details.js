// How the gate is, in full: what the strip has no room for, and what would happen if no newer lists ever came.

import { ask } from "../ask.js"
import { element, key } from "../dom.js"
import { ago, moment, say } from "../words.js"

const gigabyte = 1e9

function rows(state) {
    const yes = (flag, good, bad) => say(flag ? good : bad)
    return [
        ["details.lists", state.trustAge === undefined ? say("strip.noTrust") : ago("strip.lists", state.trustAge)],
        ["details.network", state.online === undefined ? say("details.byHand") : yes(state.online, "strip.online", "strip.offline")],
        ["details.backlog", state.backlog === undefined ? say("details.unknown") : say("details.records", { n: state.backlog })],
        ["details.scanner", scanner(state)],
        ["details.barrier", state.barrier === undefined ? say("details.noBarrier") : yes(state.barrier, "details.good", "strip.barrierLost")],
        ["details.camera", yes(state.camera, "details.there", "details.notThere")],
        ["details.printer", yes(state.printer, "details.there", "details.notThere")],
        ["details.disk", state.diskFree === undefined ? say("details.unknown") : say(state.diskLow ? "details.diskLow" : "details.diskFree", { n: Math.floor(state.diskFree / gigabyte * 10) / 10 })],
        ["details.memory", yes(!state.trouble, "details.good", "strip.trouble")],
        ["details.clock", yes(!state.clockSuspect, "details.good", "strip.clock")],
        ["details.level", state.level ? String(state.level) : say("details.unknown")],
        ["details.portLists", say(`lists.${state.lists ?? "none"}`)],
        ["details.alarms", state.alarms ? state.alarmCodes.map((code) => alarm(code)).join(say("page.comma")) : say("details.none")],
    ]
}

const alarm = (code) => { try { return say(`alarms.${code}`) } catch { return say("alarms.other", { code }) } }

function scanner(state) {
    const list = (state.scanners ?? []).map((one) => say(one.working ? "details.scannerWorks" : "strip.scannerLost", { name: one.name }))
    for (const [source, seconds] of Object.entries(state.readers ?? {})) list.push(say("details.lastRead", { source: say(`sources.${source}`), age: ago("ago", seconds) }))
    return list.join(say("page.comma")) || say("strip.noScan")
}

/// The two times from which scans are answered otherwise, in words.
function outlook(state) {
    if (!state.outlook) return [say("outlook.noTrust")]
    const { check, deny } = state.outlook
    const line = (path, time) => state.now > time ? say(`${path}Now`) : say(path, { time: moment(time) })
    return [line("outlook.check", check), line("outlook.deny", deny), say("outlook.leaving")]
}

export function detailsScreen(app) {
    let said = ""
    const screen = { keys: { F8: () => update() }, focus: () => screen.node.querySelector(".confirm").focus() }
    async function update() {
        said = say("details.updating")
        redraw()
        try {
            const { updated } = await ask("/api/update", {}, { patience: 60000 })
            said = say(updated ? "details.updated" : "details.newest")
        } catch (problem) {
            said = say(`problems.${problem.problem}`)
        }
        redraw()
    }
    function build() {
        const all = rows(app.state)
        const half = Math.ceil(all.length / 2)
        const table = (part) => element("table", { class: "table" }, element("tbody", {}, part.map(([label, value]) => element("tr", {}, element("th", { scope: "row" }, say(label)), element("td", {}, value)))))
        screen.node = element("section", { class: "form wide", "aria-labelledby": "form-title" },
            element("h2", { id: "form-title" }, say("details.title")),
            element("div", { class: "fields" },
                element("div", { class: "columns" }, table(all.slice(0, half)), table(all.slice(half))),
                element("div", {}, element("h3", {}, say("outlook.title")), element("p", {}, outlook(app.state).map((text) => element("span", { class: "sentence" }, text))))),
            element("div", { class: "keys" }, element("p", { class: "told", role: "status" }, said), key("Escape", say("page.back"), app.close),
                key("F8", say("details.update"), update, { class: "key confirm" })))
    }
    function redraw() {
        build()
        app.redraw()
    }
    build()
    screen.stateChanged = redraw
    return screen
}
