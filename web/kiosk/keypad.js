// Keys to touch, for a kiosk without a keyboard: they type into the field that was last in focus. Digits for digits; for numbers of
// passes and plates also letters; for sentences a space and some signs as well. Chinese takes a keyboard: nothing that has to be
// filled in takes Chinese, names are chosen from lists.

import { element } from "./dom.js"
import { say } from "./words.js"

const digits = [..."1234567890"]
const letters = [..."1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ-"]
const signs = [...".,/"]

function type(screen, change) {
    const inputs = [...screen().querySelectorAll(".field input:not([type=radio])")]
    const field = inputs.find((input) => input.dataset.last === "yes") ?? inputs[0]
    if (!field) return
    const longest = Number(field.getAttribute("maxlength") ?? 64)
    field.value = [...change(field.value)].slice(0, longest).join("")
    field.dispatchEvent(new Event("input", { bubbles: true }))
}

const isDigits = (field) => ["pin", "number", "choice"].includes(field.kind)

export function keypad(screen, fields) {
    const kind = fields.every(isDigits) ? "digits" : fields.some((field) => field.kind === "text") ? "text" : "letters"
    const press = (name, label = name) => element("button", { type: "button", class: name === " " ? "pad space" : "pad", tabindex: "-1", onclick: () => type(screen, (text) => text + name) }, label)
    const erase = element("button", { type: "button", class: "pad erase", tabindex: "-1", "aria-label": say("form.erase"), onclick: () => type(screen, (text) => [...text].slice(0, -1).join("")) }, "⌫")
    return element("div", { class: `keypad ${kind}`, role: "group", "aria-label": say("form.keypad") },
        (kind === "digits" ? digits : letters).map((name) => press(name)),
        kind === "text" && [...signs.map((name) => press(name)), press(" ", say("form.space"))], erase)
}

/// The field that was last in focus is the one that the keypad types into.
export function followFocus(screen) {
    screen.addEventListener("focusin", (event) => {
        if (!event.target.closest(".field") || event.target.type === "radio") return
        for (const input of screen.querySelectorAll("input")) delete input.dataset.last
        event.target.dataset.last = "yes"
    })
}
