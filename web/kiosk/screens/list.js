// A screen of lines, a page at a time: nobody scrolls. The lines have numbers, and the arrows turn the pages.

import { element, key } from "../dom.js"
import { say } from "../words.js"

/// - lines: [{ text, act, label }]: what it says, and what its key does.
/// - above: nodes over the lines. keys: more keys of the screen, { F8: { label, act } }.
export function listScreen(app, { title, lines, empty, above = [], perPage: most = 5, keys = {} }) {
    // A line takes 72 px, and what is not lines about 330.
    const perPage = Math.max(1, Math.min(most, Math.floor((innerHeight - 352) / 76)))
    let page = 0
    const pages = Math.max(1, Math.ceil(lines.length / perPage))
    const screen = { keys: {}, focus: () => screen.node.querySelector(".fields .key, .keys .key")?.focus() }
    const turn = (by) => {
        page = Math.min(Math.max(page + by, 0), pages - 1)
        build()
        app.redraw()
    }
    function build() {
        const shown = lines.slice(page * perPage, page * perPage + perPage)
        screen.keys = {
            ArrowRight: () => turn(1), ArrowLeft: () => turn(-1),
            ...Object.fromEntries(shown.map((line, index) => [String(index + 1), line.act]).filter(([, act]) => act)),
            ...Object.fromEntries(Object.entries(keys).map(([name, { act }]) => [name, act])),
        }
        screen.node = element("section", { class: "form wide", "aria-labelledby": "form-title" },
            element("h2", { id: "form-title" }, say(title)),
            element("div", { class: "fields" }, above,
                lines.length === 0 && element("p", { class: "empty" }, say(empty)),
                element("ul", { class: "lines", role: "list" }, shown.map((line, index) => element("li", { class: "line" },
                    element("span", { class: "grow" }, line.text),
                    line.act && key(String(index + 1), line.label, line.act, { class: "key small" }))))),
            pages > 1 && element("div", { class: "pages" },
                key("←", "", () => turn(-1), { class: "key", "aria-label": say("form.previousPage") }),
                element("span", {}, `${page + 1}/${pages}`),
                key("→", "", () => turn(1), { class: "key", "aria-label": say("form.nextPage") })),
            element("div", { class: "keys" },
                key("Escape", say("page.back"), app.close),
                Object.entries(keys).map(([name, { label, act, isMain }]) => key(name, label, act, { class: isMain ? "key confirm" : "key" }))))
    }
    build()
    return screen
}

/// A screen that says that it waits, until its content is there; or why there is none.
export function waitingScreen(app, title, load, made) {
    let inner
    let message = say("form.waiting")
    const waiting = () => element("section", { class: "form wide", "aria-labelledby": "form-title" },
        element("h2", { id: "form-title" }, say(title)),
        element("div", { class: "fields" }, element("p", { class: "empty", role: "status" }, message)),
        element("div", { class: "keys" }, key("Escape", say("page.back"), app.close)))
    load().then((content) => {
        inner = made(content)
        app.redraw()
        inner.focus?.()
    }, (problem) => {
        if (problem.problem === undefined) throw problem
        message = say(`problems.${problem.problem}`)
        app.redraw()
    })
    return {
        get node() { return inner?.node ?? waiting() },
        get keys() { return inner?.keys ?? {} },
        focus: () => inner?.focus?.(),
    }
}
