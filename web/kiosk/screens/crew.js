// A ship's crew goes ashore: their first way is out. Who comes back in shows an identity document.

import { ask } from "../ask.js"
import { filled, formScreen, options } from "../form.js"
import { documentField } from "../passage.js"
import { say } from "../words.js"

export const crewScreen = (app) => formScreen(app, {
    title: "menu.crew", values: { direction: "out" }, submit: "page.confirm",
    steps: ({ direction }) => [
        {
            fields: [
                { name: "direction", label: "page.direction", kind: "choice", options: options("crew", ["out", "in"]) },
                documentField(),
            ],
        },
        {
            fields: [
                { name: "hint", label: "passage.lastFour", kind: "code", longest: 4, optional: direction === "out" },
                { name: "number", label: "number.number", kind: "code", longest: 24, optional: true },
                { name: "headcount", label: "emergency.headcount", kind: "number", longest: 3, optional: true },
            ],
        },
    ],
    send: async ({ direction, document, hint, number, headcount }) => {
        await ask("/api/passage", filled({ cause: "crew", direction, document, hint, number, headcount: headcount ? Number(headcount) : undefined }))
        app.say(say("passage.admitted"))
    },
})
