// 補登: a line of the paper log, typed in when the gate's program runs again.

import { ask, Refusal } from "../ask.js"
import { filled, formScreen, options } from "../form.js"
import { say, timeOn } from "../words.js"

export const paperScreen = (app) => formScreen(app, {
    title: "menu.paper", values: { day: "0", direction: app.state.direction === "out" ? "out" : "in" },
    steps: () => [
        {
            fields: [
                { name: "direction", label: "page.direction", kind: "choice", options: options("page", ["in", "out"]) },
                { name: "day", label: "paper.day", kind: "choice", options: options("paper.days", ["0", "1", "2"]) },
                { name: "time", label: "paper.time", kind: "number", longest: 4 },
            ],
            leave: ({ day, time }) => { if (timeOn(app.now(), Number(day), time) === undefined) throw new Refusal("time") },
        },
        {
            fields: [
                { name: "number", label: "number.number", kind: "code", longest: 24, optional: true },
                { name: "plate", label: "passage.plate", kind: "code", longest: 12, optional: true },
            ],
        },
    ],
    send: async ({ direction, day, time, number, plate }) => {
        await ask("/api/passage", filled({ cause: "paper", direction, happenedAt: timeOn(app.now(), Number(day), time), number, plate }))
        app.say(say("paper.done"))
    },
})
