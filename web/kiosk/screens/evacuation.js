// Everybody leaves: nobody is checked on the way out, and heads are counted at the assembly points.

import { ask } from "../ask.js"
import { element, key } from "../dom.js"
import { formScreen } from "../form.js"
import { asksForPIN, credential, guards, supervisorStep } from "../people.js"
import { moment, say } from "../words.js"
import { listScreen, waitingScreen } from "./list.js"

function before(app) {
    const begin = async () => {
        try {
            await ask("/api/evacuation/begin", {})
            app.open("evacuation")
        } catch (problem) {
            app.say(say(`problems.${problem.problem}`), true)
        }
    }
    const screen = { keys: { F8: begin }, focus: () => screen.node.querySelector(".keys .key").focus() }
    screen.node = element("section", { class: "form wide", "aria-labelledby": "form-title" },
        element("h2", { id: "form-title" }, say("evacuation.title")),
        element("div", { class: "fields" }, ["evacuation.what", "evacuation.exits", "evacuation.end"].map((path) => element("p", { class: "told" }, say(path)))),
        element("div", { class: "keys" }, key("Escape", say("page.back"), app.close), key("F8", say("evacuation.begin"), begin, { class: "key confirm" })))
    return screen
}

const during = (app, evacuation) => listScreen(app, {
    title: "evacuation.title", empty: "evacuation.noCounts", perPage: 4,
    above: [element("p", { class: "evacuating" }, say("evacuation.since", { time: moment(evacuation.since) })),
        element("p", { class: "told" }, say("evacuation.total", { n: evacuation.counts.reduce((sum, count) => sum + count.headcount, 0), inside: app.state.inside ?? 0 }))],
    lines: evacuation.counts.map((count) => ({ text: `${count.place}　${say("emergency.people", { n: count.headcount })}　${moment(count.time)}` })),
    keys: {
        F4: { label: say("keys.muster"), act: () => app.open("muster", { parent: "evacuation" }) },
        F7: { label: say("evacuation.over"), act: () => app.open("evacuationEnd", { parent: "evacuation" }) },
        F8: { label: say("evacuation.count"), act: () => app.open("evacuationCount", { parent: "evacuation" }), isMain: true },
    },
})

export const evacuationScreen = (app) => waitingScreen(app, "evacuation.title", () => ask("/api/evacuation"), ({ evacuation }) => evacuation ? during(app, evacuation) : before(app))

export const evacuationCountScreen = (app) => formScreen(app, {
    title: "evacuation.count",
    steps: () => [{ fields: [{ name: "place", label: "evacuation.place", hint: "evacuation.placeHint", kind: "code", longest: 20 }, { name: "headcount", label: "emergency.headcount", kind: "number", longest: 5 }] }],
    send: ({ place, headcount }) => ask("/api/evacuation/count", { place: place.trim(), headcount: Number(headcount) }),
})

export function evacuationEndScreen(app) {
    const form = (people) => formScreen(app, {
        title: "evacuation.over", submit: "evacuation.over",
        steps: () => [people ? supervisorStep(people) : { above: () => say("evacuation.endNow") }],
        send: async (values) => { await ask("/api/evacuation/end", people ? { supervisor: credential(values) } : {}) },
    })
    return asksForPIN(app.state) ? waitingScreen(app, "evacuation.over", guards, form) : form()
}
