// F3: an ambulance, the fire service, the police: one key lets them in. Plate and headcount are filled in when there is time.

import { ask } from "../ask.js"
import { element, key } from "../dom.js"
import { filled, formScreen, options } from "../form.js"
import { clock, say } from "../words.js"
import { waitingScreen } from "./list.js"

const agencies = ["ambulance", "fire", "police", "other"]
const perPage = 3

function words(one) {
    return [say(`agencies.${one.agency}`), clock(one.since), one.plate ?? say("emergency.noPlate"),
        one.headcount === undefined ? say("emergency.noHeadcount") : say("emergency.people", { n: one.headcount })].join("　")
}

function screenOf(app, list) {
    const open = list.filter((one) => !one.left || !one.complete).toReversed().slice(0, perPage)
    const admit = async (agency) => {
        try {
            await ask("/api/passage", { cause: "emergency", agency, direction: "in" })
            app.say(say("passage.admitted"))
            app.open("emergency")
        } catch (problem) {
            app.say(say(`problems.${problem.problem}`), true)
        }
    }
    const complete = (one) => app.open("emergencyOne", { one, parent: "emergency" })
    const screen = {
        keys: Object.fromEntries([...agencies.map((agency, index) => [String(index + 1), () => admit(agency)]),
            ...open.map((one, index) => [String(index + 5), () => complete(one)])]),
        focus: () => screen.node.querySelector(".agencies .key").focus(),
    }
    screen.node = element("section", { class: "form wide emergency", "aria-labelledby": "form-title" },
        element("h2", { id: "form-title" }, say("emergency.title")),
        element("div", { class: "fields" },
            element("p", {}, say("emergency.explain")),
            element("div", { class: "agencies" }, agencies.map((agency, index) => key(String(index + 1), say(`agencies.${agency}`), () => admit(agency), { class: "key large" }))),
            open.length > 0 && element("h3", {}, say("emergency.open")),
            element("ul", { class: "lines", role: "list" }, open.map((one, index) => element("li", { class: "line" },
                element("span", { class: "grow" }, words(one)),
                key(String(index + 5), say("emergency.complete"), () => complete(one), { class: "key small" }))))),
        element("div", { class: "keys" }, key("Escape", say("page.back"), app.close)))
    return screen
}

export const emergencyScreen = (app) => waitingScreen(app, "emergency.title", () => ask("/api/emergencies"), ({ emergencies }) => screenOf(app, emergencies))

export const emergencyOneScreen = (app, { one }) => formScreen(app, {
    title: "emergency.one",
    values: { what: one.complete ? "left" : "complete", plate: one.plate ?? "", headcount: one.headcount === undefined ? "" : String(one.headcount) },
    steps: () => [{
        fields: [
            { name: "what", label: "emergency.what", kind: "choice", options: options("emergency.whats", ["complete", "left"]) },
            { name: "plate", label: "passage.plate", kind: "code", longest: 12, optional: true },
            { name: "headcount", label: "emergency.headcount", kind: "number", longest: 4, optional: true },
        ],
    }],
    send: (values) => ask("/api/passage", filled({
        cause: "emergency", agency: one.agency, direction: values.what === "left" ? "out" : "in", concerns: one.record, plate: values.plate,
        headcount: values.headcount ? Number(values.headcount) : undefined,
    })),
})
