// Letting in what was refused: a reason, and a supervisor who is not the guard.

import { ask } from "../ask.js"
import { element } from "../dom.js"
import { formScreen, options } from "../form.js"
import { asksForPIN, credential, guards, supervisorStep } from "../people.js"
import { whose } from "../whose.js"
import { sayReason } from "../words.js"
import { waitingScreen } from "./list.js"

const reasons = ["known", "office", "document", "urgent", "other"]

export function overrideScreen(app, { answer }) {
    // Whom it lets in, on each of its pages.
    const above = () => element("div", { class: "look", "data-verdict": answer.verdict },
        element("p", { class: "look-line whose" }, whose(answer)),
        answer.reason && element("p", { class: "look-reason" }, sayReason(answer.reason, answer.verdict)[0]))
    const form = (people) => formScreen(app, {
        title: "override.title", submit: "page.confirm",
        steps: () => [
            { above, fields: [{ name: "reason", label: "override.reason", kind: "choice", options: options("override.reasons", reasons) }] },
            ...(people ? [{ above, ...supervisorStep(people) }] : []),
        ],
        send: async (values) => {
            await ask("/api/decision", { scan: answer.scan, admits: true, reason: values.reason, ...(people ? { supervisor: credential(values) } : {}) })
            app.decided(answer.scan)
        },
    })
    const screen = asksForPIN(app.state) ? waitingScreen(app, "override.title", guards, form) : form()
    return Object.defineProperty(screen, "about", { value: answer.scan })
}
