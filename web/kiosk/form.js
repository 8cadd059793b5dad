// A form of at most a few fields a step, with a keypad beside it for who has no keyboard. F8 goes on, Escape goes back; Enter
// only goes to the next field, because a scanner sends it.

import { element, key } from "./dom.js"
import { followFocus, keypad } from "./keypad.js"
import { say } from "./words.js"

const wait = (seconds) => seconds < 90 ? say("form.seconds", { n: seconds }) : say("form.minutes", { n: Math.ceil(seconds / 60) })

const typed = (field) => field.kind !== "choice"

/// What is chosen from: of a long list as many as there is room for beside a PIN and its keypad, and a key for the others.
function part(field, turned, isBelow) {
    const rows = Math.floor((innerHeight - (isBelow ? 586 : 460)) / 72)
    const room = Math.max(isBelow ? 1 : 2, rows) * 3
    if (!field.long || field.options.length <= room) return { shown: field.options }
    const pages = Math.ceil(field.options.length / (room - 1))
    const page = (turned[field.name] ?? 0) % pages
    const first = page * (room - 1)
    return { shown: field.options.slice(first, first + room - 1), place: `${page + 1}/${pages}`, turn: () => { turned[field.name] = page + 1 } }
}

function choice(field, values, { changed, turned, redraw, isBelow }) {
    const id = `field-${field.name}`
    const { shown, place, turn } = part(field, turned, isBelow)
    return element("fieldset", { class: "field choice", id, "data-options": String(field.options.length) },
        element("legend", {}, say(field.label), field.optional && element("span", { class: "optional" }, say("form.optional"))),
        element("div", { class: "options" }, shown.map(([value, words], index) => element("label", { class: "option" },
            element("input", { type: "radio", name: field.name, value, id: index ? null : `${id}-first`, checked: values[field.name] === value, onchange: () => changed(field.name, value) }),
            element("span", {}, words))),
            turn && key("", `${say("form.others")} ${place}`, () => { turn(); redraw() }, { class: "key small others" })))
}

function line(field, values, { changed }) {
    const id = `field-${field.name}`
    return element("div", { class: "field" },
        element("label", { for: id }, say(field.label), field.optional && element("span", { class: "optional" }, say("form.optional"))),
        field.hint && element("span", { class: "hint", id: `${id}-hint` }, say(field.hint)),
        element("input", {
            id, name: field.name, value: values[field.name] ?? "", autocomplete: "off", spellcheck: "false",
            type: field.kind === "pin" ? "password" : "text", inputmode: field.kind === "pin" || field.kind === "number" ? "numeric" : null,
            maxlength: field.longest ?? 64, "aria-describedby": field.hint ? `${id}-hint` : null, "aria-required": field.optional ? null : "true",
            lang: field.kind === "text" ? null : "en", oninput: (event) => changed(field.name, event.target.value),
        }))
}

const control = (field, values, act) => (field.kind === "choice" ? choice : line)(field, values, act)

/// - title: where its words are.
/// - steps: from the values, the steps there are: { fields, above, leave, refuse }. A field is { name, label, hint, kind: "text" |
///   "code" | "number" | "pin" | "choice", options, long: whether there may be many of them, optional, longest }; `leave` is waited for before the next step; `refuse` is
///   { label, send } for F7.
/// - send: called with the values; what it throws is shown. It closes the form, unless it returns false.
export function formScreen(app, { title, steps, send, values = {}, submit = "form.send" }) {
    let step = 0
    let problem
    let isBusy = false
    const all = () => steps(values)
    const current = () => all()[step]
    const turned = {}
    const isLast = () => step === all().length - 1
    const screen = {
        node: undefined,
        focus() {
            const wrong = problem?.field && screen.node.querySelector(`#field-${problem.field}-first, input#field-${problem.field}`)
            const first = wrong || screen.node.querySelector(".field input:checked") || screen.node.querySelector(".field input")
            ;(first ?? screen.node.querySelector(".confirm")).focus()
        },
        translated: () => build(),
        keys: {
            F8: () => { forward() },
            F7: () => { current().refuse ? finish(current().refuse.send) : step > 0 && back() },
            Enter: (event) => {
                const inputs = [...screen.node.querySelectorAll(".field input:not([type=radio])")]
                inputs[inputs.indexOf(event.target) + 1]?.focus()
            },
        },
    }
    const changed = (name, value) => {
        values[name] = value
        if (!problem) return
        problem = undefined
        screen.node.querySelector(".problem").replaceChildren()
    }
    function build() {
        const { fields = [], above, refuse } = current()
        const count = all().length
        screen.node = element("section", { class: "form", "aria-labelledby": "form-title" },
            element("h2", { id: "form-title" }, say(title), count > 1 && element("span", { class: "count" }, `　${step + 1}/${count}`)),
            element("div", { class: "fields" }, above?.(), fields.map((field) => control(field, values, { changed, turned, redraw, isBelow: above !== undefined })),
                element("p", { class: "problem", role: "alert" }, problem ? say(problem.words, problem.values) : "")),
            fields.some(typed) && keypad(() => screen.node, fields),
            element("div", { class: "keys" },
                key("Escape", say("page.back"), app.close),
                refuse ? key("F7", say(refuse.label), () => finish(refuse.send)) : step > 0 && key("F7", say("form.previous"), back),
                key("F8", say(isLast() ? submit : "form.next"), forward, { class: "key confirm" })))
        followFocus(screen.node)
    }
    function redraw() {
        build()
        app.redraw()
        screen.focus()
    }
    function back() {
        step -= 1
        problem = undefined
        redraw()
    }
    async function forward() {
        const missing = (current().fields ?? []).find((field) => !field.optional && !String(values[field.name] ?? "").trim())
        if (missing) {
            problem = { words: "form.missing", values: { field: say(missing.label) }, field: missing.name }
            return redraw()
        }
        if (isLast()) return finish(send)
        await attempt(async () => {
            await current().leave?.(values)
            step += 1
            redraw()
        })
    }
    const finish = (work) => attempt(async () => { if (await work(values) !== false) app.close() })
    async function attempt(work) {
        if (isBusy) return
        isBusy = true
        problem = undefined
        try {
            await work()
        } catch (error) {
            if (error.problem === undefined) throw error
            problem = { words: `problems.${error.problem}`, values: { wait: wait(error.retryAfter ?? 60) } }
            // A PIN is typed anew.
            for (const field of current().fields ?? []) {
                if (field.kind !== "pin") continue
                values[field.name] = ""
                problem.field = field.name
            }
            redraw()
        } finally {
            isBusy = false
        }
    }
    build()
    return screen
}

/// What was typed, without what was left out.
export const filled = (members) => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined && value !== null && value !== ""))

export const options = (path, names) => names.map((name) => [name, say(`${path}.${name}`)])
