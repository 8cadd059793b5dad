// F4: who is inside, as this gate knows it, and how old that is. Printed whole.

import { ask } from "../ask.js"
import { element, key } from "../dom.js"
import { ago, moment, say } from "../words.js"
import { waitingScreen } from "./list.js"

function cells(row) {
    return [row.number, row.kind ? say(`kinds.${row.kind}`) : "", moment(row.since), row.gate,
        [row.hint && say("muster.hint", { hint: row.hint }), row.escort && say("muster.escort", { number: row.escort })].filter(Boolean).join("　")]
}

function summary(list) {
    const lines = [[say("muster.count", { n: list.rows.length }), say("muster.asOf", { time: moment(list.asOf) }),
        list.age === undefined ? say("muster.alone") : say("muster.others", { age: ago("ago", list.age) })].join("　")]
    for (const vehicle of list.emergencies.filter((one) => !one.left)) {
        lines.push(`${say("muster.emergency")}　${say(`agencies.${vehicle.agency}`)}　${vehicle.plate ?? say("emergency.noPlate")}`)
    }
    for (const count of list.evacuation?.counts ?? []) lines.push(say("muster.assembly", { place: count.place, n: count.headcount, time: moment(count.time) }))
    return lines
}

function screenOf(app, list) {
    const lines = summary(list)
    const perPage = Math.max(2, Math.floor((innerHeight - 346 - (lines.length - 1) * 34) / 37))
    const pages = Math.max(1, Math.ceil(list.rows.length / perPage))
    let page = 0
    const screen = { keys: {}, focus: () => screen.node.querySelector(".confirm").focus() }
    const turn = (by) => {
        page = Math.min(Math.max(page + by, 0), pages - 1)
        build()
        app.redraw()
    }
    function build() {
        screen.keys = { F8: () => print(), ArrowRight: () => turn(1), ArrowLeft: () => turn(-1) }
        const isHere = (index) => Math.floor(index / perPage) === page
        screen.node = element("section", { class: "form wide", "aria-labelledby": "form-title" },
            element("h2", { id: "form-title" }, say("muster.title"), element("span", { class: "count" }, `　${list.gate}`)),
            element("div", { class: "fields" },
                element("div", {}, lines.map((line) => element("p", { class: "muster-line" }, line))),
                list.rows.length === 0 ? element("p", { class: "empty" }, say("muster.none"))
                    : element("table", { class: "table" },
                        element("thead", {}, element("tr", {}, ["number", "kind", "since", "gate", "remarks"].map((name) => element("th", { scope: "col" }, say(`muster.${name}`))))),
                        element("tbody", {}, list.rows.map((row, index) => element("tr", { class: isHere(index) ? null : "off-page" }, cells(row).map((cell) => element("td", {}, cell))))))),
            pages > 1 && element("div", { class: "pages" },
                key("←", "", () => turn(-1), { class: "key", "aria-label": say("form.previousPage") }),
                element("span", {}, `${page + 1}/${pages}`),
                key("→", "", () => turn(1), { class: "key", "aria-label": say("form.nextPage") })),
            element("div", { class: "keys" },
                key("Escape", say("page.back"), app.close),
                key("F8", say("muster.print"), () => print(), { class: "key confirm" })))
    }
    build()
    return screen
}

export const musterScreen = (app) => waitingScreen(app, "muster.title", () => ask("/api/muster"), (list) => screenOf(app, list))
