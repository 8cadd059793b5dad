// Who stands at the gate: names to choose from, and a PIN that is asked for where the gate has guards.

import { ask } from "./ask.js"
import { say } from "./words.js"

export const guards = async () => (await ask("/api/guards")).guards

/// The two fields that show who somebody is. A name is chosen and never typed: a kiosk may have no keyboard.
export const credentialFields = (people, label) => [
    { name: "name", label, kind: "choice", long: true, options: people.map((person) => [person.name, person.name]) },
    { name: "pin", label: "people.pin", kind: "pin", longest: 12 },
]

/// Supervisors who are not the guard on duty: the second person.
export const secondPeople = (people) => people.filter((person) => person.supervisor && !person.onDuty)

export function supervisorStep(people) {
    const second = secondPeople(people)
    return second.length ? { fields: credentialFields(second, "people.supervisor") } : { above: () => say("people.noSecond") }
}

export const credential = (values) => ({ name: values.name, pin: values.pin })

/// Whether the gate has guards at all: else nobody is asked for a PIN.
export const asksForPIN = (state) => state.guards !== false

/// Why there is nobody to choose: there never was a list, or it was lost.
export const nobody = (state) => say(asksForPIN(state) ? "people.lost" : "people.none")
