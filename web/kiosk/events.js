// What is new at the gate: waited for in one long question after the other.

import { ask } from "./ask.js"

const pause = 1000
let next
let stopped = false

/// - told: { shown, tray, event, state, lost }: what is called with what came.
export async function listen(told) {
    while (!stopped) {
        try {
            const news = await ask(next === undefined ? "/api/events" : `/api/events?after=${next}`)
            next = news.next
            told.state(news.state)
            // An event that was missed is made up for by what is on the screen now.
            if ("shown" in news) told.shown(news.shown)
            if ("tray" in news) told.tray(news.tray)
            for (const event of news.events) told.event(event)
        } catch (problem) {
            if (problem.problem === undefined) throw problem
            told.lost()
            await new Promise((done) => setTimeout(done, pause))
        }
    }
}

export const stop = () => { stopped = true }
