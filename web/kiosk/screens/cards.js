// Visitor cards: numbered, given to a person with an escort until a day, and taken back.

import { ask } from "../ask.js"
import { filled, formScreen, options } from "../form.js"
import { lookCard } from "../looks.js"
import { documentField } from "../passage.js"
import { asksForPIN, credential, guards, supervisorStep } from "../people.js"
import { endOfDay, moment, say } from "../words.js"
import { listScreen, waitingScreen } from "./list.js"

const text = (card) => [card.number, card.hint && say("muster.hint", { hint: card.hint }), card.escort && say("muster.escort", { number: card.escort }), card.until && say("cards.until", { time: moment(card.until) })].filter(Boolean).join("　")

export const cardsScreen = (app) => waitingScreen(app, "cards.title", () => ask("/api/cards"), ({ cards }) => {
    const count = (state) => cards.filter((card) => card.state === state).length
    return listScreen(app, {
        title: "cards.title", empty: "cards.none", perPage: 4,
        above: [say("cards.count", { stock: count("stock"), out: count("out"), lost: count("lost") })],
        lines: cards.filter((card) => card.state === "out").map((card) => ({ text: text(card), label: say("cards.back"), act: () => app.open("cardBack", { card, parent: "cards" }) })),
        keys: {
            F7: { label: say("cards.stock"), act: () => app.open("cardStock", { parent: "cards" }) },
            F8: { label: say("cards.bind"), act: () => app.open("cardBind", { free: cards.find((card) => card.state === "stock")?.number, parent: "cards" }), isMain: true },
        },
    })
})

/// Who accompanies is looked up; where that is no good pass, a supervisor has to agree.
export function cardBindScreen(app, { free }) {
    let company
    let people
    return formScreen(app, {
        title: "cards.bind", submit: "cards.give", values: { number: free ?? "", days: "0", enters: "yes" },
        steps: () => [
            {
                fields: [
                    { name: "number", label: "cards.number", kind: "code", longest: 24 },
                    { name: "hint", label: "visitor.document", kind: "code", longest: 6 },
                    { name: "escort", label: "visitor.escort", kind: "code", longest: 24 },
                ],
                leave: async ({ number, hint, escort }) => {
                    company = await ask("/api/cards/look", { number, hint, escort })
                    people = company.verdict === "deny" && asksForPIN(app.state) ? await guards() : undefined
                },
            },
            {
                fields: [documentField(),
                    { name: "days", label: "cards.goodUntil", kind: "choice", options: options("cards.days", ["0", "2", "6"]) },
                    { name: "enters", label: "cards.enters", kind: "choice", options: options("answers", ["yes", "no"]) }],
            },
            ...(company?.verdict === "deny" ? [{ fields: [], ...(people ? supervisorStep(people) : {}), above: () => lookCard(company) }] : []),
        ],
        send: ({ number, hint, escort, document, days, enters, ...values }) => ask("/api/cards/bind", {
            number, hint, escort, document, until: endOfDay(app.now(), Number(days)), enters: enters === "yes",
            ...(people ? { supervisor: credential(values) } : {}),
        }),
    })
}

export const cardBackScreen = (app, { card }) => formScreen(app, {
    title: "cards.back", values: { what: "leaves" },
    steps: () => [{ above: () => say("cards.which", { card: text(card) }), fields: [{ name: "what", label: "cards.what", kind: "choice", options: options("cards.whats", ["leaves", "stays", "lost"]) }] }],
    send: ({ what }) => what === "lost" ? ask("/api/cards/lose", { number: card.number }) : ask("/api/cards/return", { number: card.number, leaves: what === "leaves" }),
})

export const cardStockScreen = (app) => formScreen(app, {
    title: "cards.stock",
    steps: () => [{ fields: [{ name: "number", label: "cards.first", hint: "cards.firstHint", kind: "code", longest: 24 }, { name: "count", label: "cards.howMany", kind: "number", longest: 3 }] }],
    send: ({ number, count }) => ask("/api/cards/stock", filled({ number, count: Number(count) })),
})
