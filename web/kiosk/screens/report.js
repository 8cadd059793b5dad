// F6: something that the office must hear of. It becomes a task there.

import { ask } from "../ask.js"
import { filled, formScreen, options } from "../form.js"
import { say } from "../words.js"

const subjects = ["photo-mismatch", "pass-taken", "violation", "equipment", "other"]

export function reportScreen(app) {
    const about = app.answer
    const isPlace = about?.scan?.includes("-")
    return formScreen(app, {
        title: "report.title",
        values: { number: about?.pass?.number ?? "", plate: about?.pass?.plates?.[0] ?? "" },
        steps: () => [
            { fields: [{ name: "subject", label: "report.subject", kind: "choice", options: options("report.subjects", subjects) }] },
            {
                fields: [
                    { name: "number", label: "number.number", kind: "code", longest: 24, optional: true },
                    { name: "plate", label: "passage.plate", kind: "code", longest: 12, optional: true },
                    { name: "note", label: "report.note", kind: "text", longest: 120, optional: true },
                ],
            },
        ],
        send: async ({ subject, number, plate, note }) => {
            await ask("/api/report", filled({ subject, number, plate, note, scan: isPlace ? about.scan : undefined }))
            app.say(say("report.sent"))
        },
    })
}
