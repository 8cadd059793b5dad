// The vehicle lane: vehicle, trailer, driver and occupants are scanned one after the other, and the guard closes them as one.

import { ask } from "../ask.js"
import { element } from "../dom.js"
import { filled, formScreen, options } from "../form.js"
import { say } from "../words.js"
import { listScreen, waitingScreen } from "./list.js"

const signs = { admit: "●", check: "◆", deny: "✕" }

function words(member) {
    const pass = member.pass ?? {}
    return element("span", { class: "grow" }, element("strong", {}, say(`roles.${member.role}`)), "　",
        element("span", {}, `${signs[member.verdict]} ${say(`verdicts.${member.verdict}`)}`), "　",
        [pass.name, pass.plates?.join(say("page.comma")), pass.number].filter(Boolean).join("　"))
}

async function attempt(app, work) {
    try {
        await work()
    } catch (problem) {
        app.say(say(`problems.${problem.problem}`), true)
    }
}

function screenOf(app, { members, trailerPlate }) {
    const close = (admits) => attempt(app, async () => {
        const { reasons } = await ask("/api/tray/close", { admits })
        const notes = reasons.map((code) => say(`tray.reasons.${code}`))
        app.say([say(admits ? "passage.admitted" : "passage.refused"), ...notes].join(" "))
        app.close()
    })
    const has = (role) => members.some((member) => member.role === role)
    const hint = members.length === 0 ? "tray.begin" : has("vehicle") && !has("driver") ? "tray.noDriver" : "tray.more"
    return listScreen(app, {
        title: "tray.title", empty: "tray.none", perPage: 4,
        above: [element("p", { class: "told", role: "status" }, say(hint), trailerPlate && `　${say("tray.trailer", { plate: trailerPlate })}`)],
        lines: members.map((member) => ({ text: words(member), label: say("tray.change"), act: () => app.open("trayOne", { member, parent: "tray" }) })),
        keys: {
            F4: { label: say("tray.plate"), act: () => app.open("trayTrailer", { plate: trailerPlate, parent: "tray" }) },
            F7: { label: say("tray.giveUp"), act: () => attempt(app, async () => { await ask("/api/tray/open", { open: false }); app.close() }) },
            F8: { label: say("tray.close"), act: () => members.length ? close(true) : undefined, isMain: true },
        },
    })
}

export function trayScreen(app) {
    let inner
    const load = async () => {
        await ask("/api/tray/open", { open: true })
        return ask("/api/tray")
    }
    const waiting = waitingScreen(app, "tray.title", load, (tray) => screenOf(app, tray))
    return {
        get node() { return (inner ?? waiting).node },
        get keys() { return (inner ?? waiting).keys },
        focus: () => (inner ?? waiting).focus(),
        told(event) {
            if (event.type !== "tray" || !event.open) return
            inner = screenOf(app, event)
            app.redraw()
        },
        translated() { if (inner) ask("/api/tray").then((tray) => { inner = screenOf(app, tray); app.redraw() }) },
    }
}

export const trayOneScreen = (app, { member }) => formScreen(app, {
    title: "tray.one", values: { role: member.role },
    steps: () => [{ above: () => words(member), fields: [{ name: "role", label: "tray.role", kind: "choice", options: [...options("roles", ["vehicle", "trailer", "driver", "occupant"]), ["", say("tray.remove")]].map(([value, text]) => [value || "remove", text]) }] }],
    send: ({ role }) => ask("/api/tray/change", filled({ scan: member.scan, role: role === "remove" ? undefined : role })),
})

export const trayTrailerScreen = (app, { plate }) => formScreen(app, {
    title: "tray.plate", values: { plate: plate ?? "" },
    steps: () => [{ fields: [{ name: "plate", label: "passage.plate", kind: "code", longest: 12, optional: true }] }],
    send: ({ plate }) => ask("/api/tray/plate", filled({ plate: plate.trim() })),
})
