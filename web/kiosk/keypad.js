// Keys to touch, for a kiosk without a keyboard: they type into the field that was last in focus.

import { element } from "./dom.js"
import { say } from "./words.js"

const digits = ["1", "2", "3", "4", "5", "6", "7", "8", "9"]
const all = [..."1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ-"]

function type(screen, change) {
    const inputs = [...screen().querySelectorAll(".field input:not([type=radio]):not([type=datetime-local])")]
    const field = inputs.find((input) => input.dataset.last === "yes") ?? inputs[0]
    if (!field) return
    const longest = Number(field.getAttribute("maxlength") ?? 64)
    field.value = change(field.value).slice(0, longest)
    field.dispatchEvent(new Event("input", { bubbles: true }))
}

export function keypad(screen, fields) {
    const isDigits = fields.every((field) => field.kind === "pin" || field.kind === "number" || field.kind === "choice")
    const press = (name) => element("button", { type: "button", class: "pad", tabindex: "-1", onclick: () => type(screen, (text) => text + name) }, name)
    const erase = element("button", { type: "button", class: "pad erase", tabindex: "-1", "aria-label": say("form.erase"), onclick: () => type(screen, (text) => [...text].slice(0, -1).join("")) }, "⌫")
    return element("div", { class: `keypad ${isDigits ? "digits" : "letters"}`, role: "group", "aria-label": say("form.keypad") },
        (isDigits ? [...digits, "0"] : all).map(press), erase)
}

/// The field that was last in focus is the one that the keypad types into.
export function followFocus(screen) {
    screen.addEventListener("focusin", (event) => {
        if (!event.target.closest(".field")) return
        for (const input of screen.querySelectorAll("input")) delete input.dataset.last
        event.target.dataset.last = "yes"
    })
}
