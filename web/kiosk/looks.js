// What the gate's own lists say of somebody whose pass is not read: never green.

import { element } from "./dom.js"
import { day, say, sayReason } from "./words.js"

const signs = { check: "◆", deny: "✕" }

function about(look) {
    const lines = []
    if (look.pass) lines.push(`${look.pass.number}　${say(`kinds.${look.pass.kind}`)}　${say("number.until", { date: day(look.pass.expires) })}`)
    for (const visitor of look.expected ?? []) lines.push([visitor.name, say("visitor.sponsor", { name: visitor.sponsor })].filter(Boolean).join("　"))
    return lines
}

export function lookCard(look) {
    const reasons = look.reasons.map((code) => sayReason({ code }, look.verdict)[0])
    return element("div", { class: "look", "data-verdict": look.verdict },
        element("p", { class: "look-verdict" }, element("span", { "aria-hidden": "true" }, signs[look.verdict]), ` ${say(`verdicts.${look.verdict}`)}`),
        about(look).map((line) => element("p", { class: "look-line" }, line)),
        reasons.length > 0 && element("p", { class: "look-reason" }, reasons.join(say("page.comma"))))
}
