// 補登: a line of the paper log, typed in when the gate's program runs again.

import { ask, Refusal } from "../ask.js"
import { filled, formScreen, options } from "../form.js"
import { say, shortDay, timeOn } from "../words.js"

const aDay = 86400
const named = 3

/// Today and the days before it that the gate takes: the nearest by their names, the others by their dates.
const days = (app) => Array.from({ length: Math.floor(app.state.paperLog / aDay) + 1 },
    (_, ago) => [String(ago), ago < named ? say(`paper.days.${ago}`) : shortDay(app.now() - ago * aDay)])

export const paperScreen = (app) => formScreen(app, {
    title: "menu.paper", values: { day: "0", direction: app.state.direction === "out" ? "out" : "in" },
    steps: () => [
        {
            fields: [
                { name: "direction", label: "page.direction", kind: "choice", options: options("page", ["in", "out"]) },
                { name: "day", label: "paper.day", kind: "choice", options: days(app) },
            ],
        },
        {
            fields: [
                { name: "time", label: "paper.time", kind: "number", longest: 4 },
                { name: "number", label: "number.number", kind: "code", longest: 24, optional: true },
                { name: "plate", label: "passage.plate", kind: "code", longest: 12, optional: true },
            ],
        },
    ],
    send: async ({ direction, day, time, number, plate }) => {
        const happenedAt = timeOn(app.now(), Number(day), time, app.state.paperLog)
        if (happenedAt === undefined) throw new Refusal("time")
        await ask("/api/passage", filled({ cause: "paper", direction, happenedAt, number, plate }))
        app.say(say("paper.done"))
    },
})
