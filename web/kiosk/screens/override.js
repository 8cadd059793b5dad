// Letting in what was refused: a reason, and a supervisor who is not the guard.

import { ask } from "../ask.js"
import { formScreen, options } from "../form.js"
import { asksForPIN, credential, guards, supervisorStep } from "../people.js"
import { waitingScreen } from "./list.js"

const reasons = ["known", "office", "document", "urgent", "other"]

export function overrideScreen(app, { answer }) {
    const form = (people) => formScreen(app, {
        title: "override.title", submit: "page.confirm",
        steps: () => [
            { fields: [{ name: "reason", label: "override.reason", kind: "choice", options: options("override.reasons", reasons) }] },
            ...(people ? [supervisorStep(people)] : []),
        ],
        send: async (values) => {
            await ask("/api/decision", { scan: answer.scan, admits: true, reason: values.reason, ...(people ? { supervisor: credential(values) } : {}) })
            app.decided(answer.scan)
        },
    })
    return asksForPIN(app.state) ? waitingScreen(app, "override.title", guards, form) : form()
}
