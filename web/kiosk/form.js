// A form of at most a few fields a step, with a keypad beside it for who has no keyboard. F8 goes on, Escape goes back; Enter
// only goes to the next field, because a scanner sends it.

import { element, key } from "./dom.js"
import { followFocus, keypad } from "./keypad.js"
import { say } from "./words.js"

/// A field: { name, label, hint, kind: "text" | "plate" | "number" | "pin" | "choice" | "time", options, optional, lang }
function control(field, values, changed) {
    const id = `field-${field.name}`
    const label = say(field.label)
    const hint = field.hint && element("span", { class: "hint", id: `${id}-hint` }, say(field.hint))
    if (field.kind === "choice") {
        return element("fieldset", { class: `field choice ${field.wide ? "wide" : ""}`, id, "aria-describedby": hint ? `${id}-hint` : null },
            element("legend", {}, label), hint,
            element("div", { class: "options" }, field.options.map(([value, words], index) => element("label", { class: "option" },
                element("input", { type: "radio", name: field.name, value, id: index ? null : `${id}-first`, checked: values[field.name] === value, onchange: () => changed(field.name, value) }),
                element("span", {}, words)))))
    }
    const input = element("input", {
        id, name: field.name, value: values[field.name] ?? "", autocomplete: "off", spellcheck: "false", autocapitalize: "characters",
        type: field.kind === "pin" ? "password" : field.kind === "time" ? "datetime-local" : "text",
        inputmode: field.kind === "pin" || field.kind === "number" ? "numeric" : null,
        maxlength: field.kind === "time" ? null : field.longest ?? 64, "aria-describedby": hint ? `${id}-hint` : null,
        "aria-required": field.optional ? null : "true", lang: field.kind === "text" ? null : "en",
        oninput: (event) => changed(field.name, event.target.value),
    })
    return element("div", { class: "field" },
        element("label", { for: id }, label, field.optional && element("span", { class: "optional" }, say("form.optional"))), hint, input)
}

const typed = (field) => field.kind !== "choice" && field.kind !== "time"

/// - title: where its words are.
/// - steps: lists of fields, or functions of the values that give them.
/// - send: called with the values; what it throws is shown. What it returns closes the form, unless it is false.
/// - more: nodes between the title and the fields, as a function.
export function formScreen(app, { title, steps, send, values = {}, submit = "form.send", above = () => [], wide = false }) {
    let step = 0
    let problem
    let isBusy = false
    const fields = () => typeof steps[step] === "function" ? steps[step](values) : steps[step]
    const screen = {
        node: undefined,
        get isBusy() { return isBusy },
        focus() {
            const first = screen.node.querySelector(problem?.field ? `#field-${problem.field}, #field-${problem.field}-first` : ".field input:checked, .field input")
            first?.focus()
        },
        translated: () => build(),
        keys: {
            F8: () => { forward() },
            F7: () => { if (step > 0) back() },
            Enter: (event) => {
                const inputs = [...screen.node.querySelectorAll(".field input:not([type=radio])")]
                inputs[inputs.indexOf(event.target) + 1]?.focus()
            },
        },
    }
    const changed = (name, value) => {
        values[name] = value
        const again = problem
        problem = undefined
        if (again) screen.node.querySelector(".problem")?.replaceChildren()
    }
    function build() {
        const shown = fields()
        const last = step === steps.length - 1
        screen.node = element("section", { class: `form ${wide ? "wide" : ""}`, "aria-labelledby": "form-title" },
            element("h2", { id: "form-title" }, say(title), steps.length > 1 && element("span", { class: "count" }, ` ${step + 1}/${steps.length}`)),
            element("div", { class: "fields" }, above(values), shown.map((field) => control(field, values, changed)),
                element("p", { class: "problem", role: "alert" }, problem ? say(problem.words, problem.values) : "")),
            shown.some(typed) && keypad(() => screen.node, shown),
            element("div", { class: "keys" },
                key("Escape", say("page.back"), app.close),
                step > 0 && key("F7", say("form.previous"), back),
                key("F8", say(last ? submit : "form.next"), forward, { class: "key confirm" })))
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
        if (isBusy) return
        const missing = fields().find((field) => !field.optional && !String(values[field.name] ?? "").trim())
        if (missing) {
            problem = { words: "form.missing", values: { field: say(missing.label) }, field: missing.name }
            return redraw()
        }
        if (step < steps.length - 1) {
            step += 1
            problem = undefined
            return redraw()
        }
        isBusy = true
        try {
            const result = await send(values)
            if (result !== false) app.close()
        } catch (error) {
            if (error.problem === undefined) throw error
            problem = { words: `problems.${error.problem}`, values: { n: Math.ceil((error.retryAfter ?? 60) / 60) } }
            // A PIN is typed anew.
            for (const field of fields()) if (field.kind === "pin") values[field.name] = ""
            redraw()
        } finally {
            isBusy = false
        }
    }
    build()
    return screen
}
