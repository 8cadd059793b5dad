// The strip at the edge of the screen: how the gate is, honestly and at a glance.

import { element } from "./dom.js"
import { ago, say } from "./words.js"

const oldLists = 86400
const longBacklog = 500

function age(state) {
    if (state.trustAge === undefined) return [say("strip.noTrust"), true]
    return [ago("strip.lists", state.trustAge), state.trustAge >= oldLists]
}

/// Each part: its words, and whether somebody must do something about it.
function parts(state) {
    const list = [age(state)]
    if (state.online !== undefined) list.push([say(state.online ? "strip.online" : "strip.offline"), !state.online])
    for (const scanner of state.scanners ?? []) {
        if (!scanner.working) list.push([say("strip.scannerLost", { name: scanner.name }), true])
    }
    if (state.barrier === false) list.push([say("strip.barrierLost"), true])
    const read = Object.values(state.readers ?? {})
    list.push([read.length ? say("strip.scanner", { age: ago("ago", Math.min(...read)) }) : say("strip.noScan"), false])
    if (state.guards) list.push([state.onDuty ? say("strip.duty", { name: state.onDuty.name }) : say("strip.nobody"), false])
    if (state.tray !== undefined) list.push([say("strip.tray", { n: state.tray }), false])
    if (state.level) list.push([say("strip.level", { n: state.level }), state.level > 1])
    if (state.backlog > longBacklog) list.push([say("strip.backlog", { n: state.backlog }), true])
    if (state.clockSuspect) list.push([say("strip.clock"), true])
    if (state.trouble) list.push([say("strip.trouble"), true])
    if (state.diskLow) list.push([say("strip.disk"), true])
    if (state.alarms) list.push([say("strip.alarms", { n: state.alarms }), true])
    if (state.unfinished) list.push([say("strip.unfinished", { n: state.unfinished }), true])
    return list
}

const part = ([text, bad]) => element("span", { class: bad ? "bad" : null }, bad && element("span", { "aria-hidden": "true" }, "▲ "), text)

export const strip = (state) => parts(state).map(part)

export const lostStrip = () => [part([say("strip.noGate"), true])]
