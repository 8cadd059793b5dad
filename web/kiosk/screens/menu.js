// F5: what has no key of its own. The choices have numbers.

import { element, key } from "../dom.js"
import { say } from "../words.js"

/// Each with when it makes sense.
const choices = [
    ["tray", (state) => state.direction !== "check"],
    ["cards", () => true],
    ["crew", () => true],
    ["paper", () => true],
    ["camera", (state) => state.camera],
    ["unfinished", () => true],
    ["evacuation", () => true],
    ["details", () => true],
]

export function menuScreen(app) {
    const list = choices.filter(([, makesSense]) => makesSense(app.state)).map(([name]) => name)
    const screen = {
        keys: Object.fromEntries(list.map((name, index) => [String(index + 1), () => app.open(name)])),
        focus: () => screen.node.querySelector(".fields .key").focus(),
    }
    screen.node = element("section", { class: "form menu", "aria-labelledby": "form-title" },
        element("h2", { id: "form-title" }, say("keys.more")),
        element("div", { class: "fields" }, list.map((name, index) => key(String(index + 1), say(`menu.${name}`), () => app.open(name), { "data-opens": name }))),
        element("div", { class: "keys" }, key("Escape", say("page.back"), app.close)))
    return screen
}
