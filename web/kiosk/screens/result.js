// The answer of a scan: photo, name, plate, one reason, one instruction. Shape, word and pattern carry the verdict; colour helps.

import { element, key } from "../dom.js"
import { moment, say, sayReason } from "../words.js"

const signs = { admit: "●", check: "◆", deny: "✕", misread: "↻" }

/// What the screen makes of an answer: misreads are grey, and nobody is kept from leaving.
export const look = (answer) => answer.misread ? "misread" : answer.verdict

export const isOpen = (answer) => look(answer) !== "admit" && look(answer) !== "misread" && answer.decided === undefined

/// Nobody comes in by a scan that is so old: it is scanned again. Out everybody may, at any time.
export const isOld = (answer, state, now) => isOpen(answer) && answer.direction === "in" && answer.time !== undefined && state !== undefined && now - answer.time > state.decisionAge

/// Letting in what was refused takes a second person; letting out never does.
export const needsSupervisor = (answer) => answer.verdict === "deny" && answer.direction === "in"

function confirmation(answer) {
    if (answer.direction === "check") return "page.patrolConfirm"
    if (answer.direction === "out") return "page.letOut"
    return needsSupervisor(answer) ? "page.override" : "page.confirm"
}

function title(answer, pass) {
    if (pass.name) return pass.name
    if (pass.plates?.length) return pass.plates.join(say("page.comma"))
    return pass.number ?? ""
}

function particulars(pass) {
    const parts = []
    if (pass.name) parts.push(...(pass.plates ?? []).map((plate) => element("span", { class: "plate" }, plate)))
    if (pass.vehicle) parts.push(say(`vehicles.${pass.vehicle}`))
    if (pass.number && title({}, pass) !== pass.number) parts.push(pass.number)
    if (pass.idHint) parts.push(say("page.idHint", { hint: pass.idHint }))
    return parts
}

function sentences(answer, old) {
    if (answer.decided !== undefined) return [say(answer.decided ? "page.decidedAdmit" : "page.decidedRefuse"), ""]
    if (!answer.reason) return ["", ""]
    const [what, next] = sayReason(answer.reason, answer.verdict)
    if (old) return [what, say("page.tooOld", { n: Math.round(old / 60) })]
    const leaving = answer.direction === "out" && isOpen(answer) && answer.reason.code !== "no-answer"
    return [what, leaving ? say("page.leaving") : next]
}

// A new element each time: one that is given another address goes on showing the face before until the next has come.
function picture(answer) {
    if (!answer.photo) return null
    return element("img", { class: "photo", alt: say("page.photo"), src: answer.photo })
}

/// - act: { confirm, refuse, close }: what the keys do.
/// - old: undefined, or after how many seconds the scan lets nobody in any more.
export function resultScreen(answer, act, old) {
    const pass = answer.pass ?? {}
    const verdict = look(answer)
    const [what, next] = sentences(answer, old)
    const photo = picture(answer)
    return element("section", { id: "result", "data-verdict": verdict, "data-scan": answer.scan ?? "", "data-code": answer.reason?.code ?? "", "data-old": old ? "yes" : "no", "data-photo": photo ? "yes" : "no", "aria-labelledby": "verdict" },
        element("div", { class: "band" },
            element("span", { class: "sign", "aria-hidden": "true" }, signs[verdict]),
            element("h2", { id: "verdict" }, say(`verdicts.${verdict}`)),
            answer.direction && verdict !== "misread" && element("span", { class: "way" }, say(`page.${answer.direction}`))),
        element("div", { class: "content" }, photo, element("div", { class: "facts" },
            title(answer, pass) && element("p", { class: pass.name || pass.plates?.length ? "name" : "name number-only" }, title(answer, pass)),
            particulars(pass).length > 0 && element("p", { class: "particulars" }, particulars(pass).map((part) => part instanceof Node ? part : element("span", {}, part))),
            pass.organisation && element("p", { class: "organisation" }, pass.organisation),
            what && element("p", { class: "reason" }, what),
            next && element("p", { class: "step" }, next),
            answer.restarted && element("p", { class: "note" }, say("page.restarted", { time: moment(answer.time) })),
            answer.unrecorded && element("p", { class: "note bad" }, say("page.unrecorded"))),
            keys(answer, act, old)))
}

function keys(answer, act, old) {
    if (isOpen(answer)) {
        // The one that is nearly always right stands out.
        const second = needsSupervisor(answer)
        if (!answer.scan) return element("div", { class: "keys" }, key("Escape", say("page.back"), act.close))
        return element("div", { class: "keys" },
            key("F7", say(answer.direction === "check" ? "page.patrolRefuse" : "page.refuse"), act.refuse, { class: second || old ? "key confirm" : "key" }),
            !old && key("F8", say(confirmation(answer)), act.confirm, { class: second ? "key" : "key confirm" }))
    }
    return element("div", { class: "keys" }, key("Escape", say("page.close"), act.close))
}

export const sentence = (answer) => [say(`verdicts.${look(answer)}`), ...sentences(answer)].filter(Boolean).join(" ")
