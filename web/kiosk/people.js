// Who stands at the gate: names to choose from, and a PIN that is asked for where the gate has guards.

import { ask } from "./ask.js"
import { say } from "./words.js"

const most = 12

export const guards = async () => (await ask("/api/guards")).guards

/// The two fields that show who somebody is.
export function credentialFields(people, label) {
    const name = people.length <= most
        ? { name: "name", label, kind: "choice", options: people.map((person) => [person.name, person.name]) }
        : { name: "name", label, kind: "text" }
    return [name, { name: "pin", label: "people.pin", kind: "pin", longest: 12 }]
}

/// Supervisors who are not the guard on duty: the second person.
export const secondPeople = (people) => people.filter((person) => person.supervisor && !person.onDuty)

export const supervisorStep = (people) => ({ fields: credentialFields(secondPeople(people), "people.supervisor") })

export const credential = (values) => ({ name: values.name, pin: values.pin })

/// Whether the gate has guards at all: else nobody is asked for a PIN.
export const asksForPIN = (state) => state.guards !== false

export const nobody = () => say("people.none")
