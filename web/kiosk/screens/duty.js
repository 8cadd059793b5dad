// F9: who is on duty. What the shift was, handed over to the next guard.

import { ask } from "../ask.js"
import { element, key } from "../dom.js"
import { formScreen } from "../form.js"
import { credential, credentialFields, guards, nobody, supervisorStep } from "../people.js"
import { ago, moment, say } from "../words.js"
import { listScreen, waitingScreen } from "./list.js"

const rows = ["scan-admit", "scan-check", "scan-deny", "scan-misread", "override-admit", "override-refuse", "override-supervisor", "unfinished",
    "passage-typed", "passage-visitor", "passage-card", "passage-emergency", "passage-paper", "passage-crew", "tray", "report", "alarm", "cards-out", "inside"]
/// Always shown, also where nothing happened.
const always = ["scan-admit", "scan-check", "scan-deny", "override-admit", "unfinished", "cards-out", "inside"]

export function summaryTable(shift) {
    const shown = rows.filter((name) => shift.counts[name] || always.includes(name))
    const half = Math.ceil(shown.length / 2)
    const table = (part) => element("table", { class: "table" }, element("tbody", {}, part.map((name) => element("tr", {},
        element("th", { scope: "row" }, say(`counts.${name}`)), element("td", {}, String(shift.counts[name] ?? 0))))))
    return [
        element("p", { class: "told" }, `${shift.name}　${shift.since === undefined ? "" : moment(shift.since)} – ${moment(shift.until)}`),
        element("div", { class: "columns" }, table(shown.slice(0, half)), table(shown.slice(half))),
        shift.trustAge !== undefined && element("p", {}, ago("strip.lists", shift.trustAge)),
        shift.note && element("p", {}, shift.note),
    ]
}

function page(title, content, keys, app) {
    const screen = { keys: Object.fromEntries(keys.map(([name, , act]) => [name, act])), focus: () => screen.node.querySelector(".keys .key").focus() }
    screen.node = element("section", { class: "form wide", "aria-labelledby": "form-title" },
        element("h2", { id: "form-title" }, say(title)),
        element("div", { class: "fields" }, content),
        element("div", { class: "keys" }, key("Escape", say("page.back"), app.close),
            keys.map(([name, label, act]) => key(name, say(label), act, { class: name === "F8" ? "key confirm" : "key" }))))
    return screen
}

const clockKey = (app) => app.state.clockSuspect ? [["2", "duty.clock", () => app.open("setClock", { parent: "duty" })]] : []

function onDuty(app, shift) {
    const signOut = async () => {
        try {
            const { shift: ended } = await ask("/api/shift/sign-out", {})
            app.open("handedOver", { shift: ended ?? shift })
        } catch (problem) {
            app.say(say(`problems.${problem.problem}`), true)
        }
    }
    return page("duty.title", summaryTable(shift), [
        ["1", "duty.earlier", () => app.open("handOvers", { parent: "duty" })], ...clockKey(app),
        ["F7", "duty.signOut", signOut], ["F8", "duty.relieve", () => app.open("signIn", { parent: "duty" })],
    ], app)
}

export const dutyScreen = (app) => waitingScreen(app, "duty.title", async () => ({ people: await guards(), shift: (await ask("/api/shift")).shift }),
    ({ people, shift }) => {
        if (people.length === 0) return page("duty.title", element("p", { class: "told" }, nobody(app.state)), [], app)
        if (shift) return onDuty(app, shift)
        return signInForm(app, people)
    })

const signInForm = (app, people) => formScreen(app, {
    title: "duty.signIn", submit: "duty.signIn",
    steps: () => [{ fields: credentialFields(people.filter((person) => !person.onDuty), "people.name") }],
    send: async (values) => {
        const { name } = await ask("/api/shift/sign-in", credential(values))
        app.say(say("duty.signedIn", { name }))
        app.leave()
        return false
    },
})

export const signInScreen = (app) => waitingScreen(app, "duty.signIn", guards, (people) => signInForm(app, people))

export const handedOverScreen = (app, { shift }) => page("duty.handedOver", summaryTable(shift), [["F8", "muster.print", () => print()]], app)

export const handOversScreen = (app) => waitingScreen(app, "duty.earlier", () => ask("/api/shifts"), ({ shifts }) => listScreen(app, {
    title: "duty.earlier", empty: "duty.noEarlier",
    lines: shifts.map((shift) => ({
        text: `${shift.name}　${shift.since === undefined ? "" : moment(shift.since)} – ${moment(shift.until)}`, label: say("duty.look"),
        act: () => app.open("handedOver", { shift, parent: "handOvers" }),
    })),
}))

export const setClockScreen = (app) => waitingScreen(app, "duty.clock", guards, (people) => formScreen(app, {
    title: "duty.clock", submit: "duty.clockRight",
    steps: () => [{ above: () => element("p", {}, say("duty.clockExplain", { time: moment(app.now()) })), ...supervisorStep(people) }],
    send: (values) => ask("/api/clock", { supervisor: credential(values) }),
}))
