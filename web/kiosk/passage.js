// Somebody without a code: what is typed is looked up, the guard sees what the lists say, and admits or refuses. What the lists
// deny on the way in takes a supervisor.

import { ask } from "./ask.js"
import { element } from "./dom.js"
import { filled, formScreen, options } from "./form.js"
import { lookCard } from "./looks.js"
import { asksForPIN, credential, guards, supervisorStep } from "./people.js"
import { say } from "./words.js"

export const documentField = (more = {}) => ({ name: "document", label: "passage.document", kind: "choice", options: options("documents", ["identity", "passport", "resident"]), ...more })

/// - first: the step in which something is typed. asked: what is looked up. second: the fields after the look. more: what they say.
export function passageForm(app, { title, first, asked, second, more, look }) {
    let found
    let people
    const send = async (values, admits) => {
        const supervisor = admits && people ? { supervisor: credential(values) } : {}
        await ask("/api/passage", filled({ ...asked(values), ...more(values), direction: found.direction, admits, ...supervisor }))
        app.say(say(admits ? "passage.admitted" : "passage.refused"))
    }
    const needsSecond = () => found?.verdict === "deny" && asksForPIN(app.state)
    return formScreen(app, {
        title, submit: "page.confirm",
        steps: () => [
            {
                ...first,
                leave: async (values) => {
                    found = await look(filled(asked(values)))
                    people = needsSecond() ? await guards() : undefined
                },
            },
            { above: () => found && lookCard(found), fields: found ? second(found) : [], refuse: { label: "page.refuse", send: (values) => send(values, false) } },
            ...(people ? [supervisorStep(people)] : []),
        ],
        send: (values) => send(values, true),
    })
}

export const told = (text) => element("p", { class: "told", role: "status" }, text)
