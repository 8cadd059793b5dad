// Nobody stands before the gate: which gate, which way, what time, and every key there is.

import { element, key } from "../dom.js"
import { say } from "../words.js"
import { isNight } from "../night.js"

const ways = ["in", "out"]

function direction(state, turn) {
    if (!state.both) return element("p", { class: "direction" }, say(`page.${state.direction}`))
    return element("div", { class: "ways", role: "group", "aria-label": say("page.direction") },
        ways.map((way) => element("button", { type: "button", class: "way", "aria-pressed": String(way === state.direction), "data-direction": way, onclick: () => turn(way) },
            element("span", { "aria-hidden": "true", class: "mark" }, way === state.direction ? "✓" : ""), say(`page.${way}`))))
}

/// - open: opens a screen by its name.
export function idleScreen(state, { open, turn, light, tongue, screens }) {
    return element("section", { id: "idle", "aria-labelledby": "invitation" },
        element("div", { class: "place" },
            element("h1", { class: "gate" }, state.gate),
            direction(state, turn)),
        element("div", { class: "middle" },
            element("p", { class: "clock", role: "timer" }),
            state.evacuation && element("p", { class: "evacuating" }, say("evacuation.running")),
            element("h2", { id: "invitation" }, say("page.idle")),
            element("p", { class: "inside" }, state.inside === undefined ? "" : say("page.inside", { n: state.inside }))),
        element("nav", { class: "functions", "aria-label": say("page.functions") },
            screens.map(({ name, keyName }) => key(keyName, say(`keys.${name}`), () => open(name), { "data-opens": name })),
            key("F10", say(isNight() ? "keys.day" : "keys.night"), light),
            key("F12", say("keys.language"), tongue, { lang: say("keys.languageTag") })))
}
