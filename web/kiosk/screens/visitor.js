// F2: somebody who is expected today, found by the last characters of the document that is shown.

import { ask } from "../ask.js"
import { passageForm, documentField } from "../passage.js"

export const visitorScreen = (app) => passageForm(app, {
    title: "visitor.title",
    first: {
        fields: [
            { name: "hint", label: "visitor.document", hint: "visitor.hint", kind: "code", longest: 6 },
            { name: "escort", label: "visitor.escort", kind: "code", longest: 24, optional: true },
        ],
    },
    asked: (values) => ({ cause: "visitor", hint: values.hint, escort: values.escort }),
    second: (look) => look.direction === "out" ? [] : [documentField()],
    more: (values) => ({ document: values.document }),
    look: (body) => ask("/api/passage/look", body),
})
