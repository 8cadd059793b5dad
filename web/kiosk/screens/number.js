// F1: the number of a pass that can't be read, typed by hand. What the lists say is never green: the guard looks at a document.

import { ask } from "../ask.js"
import { passageForm, documentField } from "../passage.js"

export const numberScreen = (app) => passageForm(app, {
    title: "number.title",
    first: { fields: [{ name: "number", label: "number.number", hint: "number.hint", kind: "code", longest: 24 }] },
    asked: (values) => ({ cause: "typed", number: values.number }),
    second: (look) => look.direction === "out" ? [] : [documentField()],
    more: (values) => ({ document: values.document }),
    look: (body) => ask("/api/passage/look", body),
})
