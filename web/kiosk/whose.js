// Whose pass it is, in one line: name, plate, number.

import { say } from "./words.js"

export const whose = (answer) => [answer.pass?.name, answer.pass?.plates?.join(say("page.comma")), answer.pass?.number].filter(Boolean).join("　") || say("page.unknownHolder")
