// A ship's crew goes ashore: their first way is out.

import { ask } from "../ask.js"
import { filled, formScreen, options } from "../form.js"
import { documentField } from "../passage.js"
import { say } from "../words.js"

export const crewScreen = (app) => formScreen(app, {
    title: "menu.crew", values: { direction: "out" }, submit: "page.confirm",
    steps: () => [
        {
            fields: [
                { name: "direction", label: "page.direction", kind: "choice", options: options("crew", ["out", "in"]) },
                documentField(),
            ],
        },
        {
            fields: [
                { name: "number", label: "number.number", kind: "code", longest: 24, optional: true },
                { name: "headcount", label: "emergency.headcount", kind: "number", longest: 3, optional: true },
            ],
        },
    ],
    send: async ({ direction, document, number, headcount }) => {
        await ask("/api/passage", filled({ cause: "crew", direction, document, number, headcount: headcount ? Number(headcount) : undefined }))
        app.say(say("passage.admitted"))
    },
})
