// Scans that nobody decided on because the next one came: each can be put on the screen again.

import { ask } from "../ask.js"
import { clock, say, sayReason } from "../words.js"
import { listScreen, waitingScreen } from "./list.js"

function line(app, scan) {
    const pass = scan.pass ?? {}
    const who = [pass.name, pass.plates?.[0], pass.number].filter(Boolean)[0] ?? say("page.unknownHolder")
    const reason = scan.reason ? sayReason(scan.reason)[0] : ""
    const act = async () => {
        try {
            await ask("/api/unfinished", { scan: scan.scan })
            app.close()
        } catch (problem) {
            app.say(say(`problems.${problem.problem}`), true)
        }
    }
    return { text: [scan.time === undefined ? "" : clock(scan.time), say(`page.${scan.direction}`), who, reason].filter(Boolean).join("　"), act, label: say("unfinished.again") }
}

export const unfinishedScreen = (app) => waitingScreen(app, "unfinished.title", () => ask("/api/unfinished"),
    ({ scans }) => listScreen(app, { title: "unfinished.title", empty: "unfinished.none", lines: scans.toReversed().map((scan) => line(app, scan)) }))
