// Every word of the page, in the language that was chosen. Nothing is said that is not in both files.

import { ask } from "./ask.js"

const languages = ["zh-Hant", "en"]
const kept = "language"
const files = Object.fromEntries(await Promise.all(languages.map(async (name) => [name, await ask(`/${name}.json`)])))
let current = languages.includes(localStorage.getItem(kept)) ? localStorage.getItem(kept) : languages[0]
document.documentElement.lang = current

export const language = () => current

export function switchLanguage() {
    current = languages[(languages.indexOf(current) + 1) % languages.length]
    localStorage.setItem(kept, current)
    document.documentElement.lang = current
}

const find = (path) => path.split(".").reduce((place, name) => place?.[name], files[current])

/// What a value is called in the middle of a sentence when nobody knows it.
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => {
    const value = Array.isArray(values[name]) ? values[name].join(say("page.comma")) : values[name]
    return value === undefined || value === null || value === "" ? files[current].unknown[name] ?? "" : value
})

/// The words at a path such as "page.confirm", with what stands in {braces}.
export function say(path, values = {}) {
    const text = find(path)
    if (typeof text !== "string") throw new Error(`no words at ${path}`)
    return fill(text, values)
}

export const has = (path) => find(path) !== undefined

const named = (path, list) => list?.map((name) => find(path)[name] ?? name)

/// What is wrong, and what to do: two sentences. Some codes ask for another thing where they refuse.
export function sayReason(reason, verdict) {
    const values = {
        ...reason, date: reason.date === undefined ? undefined : day(reason.date),
        ports: named("ports", reason.ports), name: named("endorsements", reason.name),
    }
    const [what, next] = find(`reasons.${reason.code}-${verdict}`) ?? find(`reasons.${reason.code}`) ?? find("reasons.other")
    return [fill(what, values), fill(next, values)]
}

const format = (options) => (seconds) => new Intl.DateTimeFormat(find("locale"), { timeZone: "Asia/Taipei", hourCycle: "h23", ...options }).format(seconds * 1000)

export const day = format({ dateStyle: "long" })
/// Of the last days: without the year, with the day of the week.
export const shortDay = format({ month: "long", day: "numeric", weekday: "short" })
export const clock = format({ hour: "2-digit", minute: "2-digit" })
export const moment = format({ month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" })

const offset = 8 * 3600
const aDay = 86400
const midnight = (now) => Math.floor((now + offset) / aDay) * aDay - offset

/// The end of a day of the port's clock, so many days ahead.
export const endOfDay = (now, days) => midnight(now) + (days + 1) * aDay

/// "0830" of today, or of so many days ago; undefined for what is no time, has not come yet, or is longer ago than `within`.
export function timeOn(now, daysAgo, text, within) {
    const found = /^([01]\d|2[0-3]):?([0-5]\d)$/.exec(text.trim())
    if (!found) return undefined
    const time = midnight(now) - daysAgo * aDay + Number(found[1]) * 3600 + Number(found[2]) * 60
    return time <= now && time >= now - within ? time : undefined
}

/// "3 分鐘前": whole minutes up to an hour, hours up to two days, then days.
export function ago(path, seconds) {
    if (seconds < 60) return say(`${path}.now`)
    if (seconds < 3600) return say(`${path}.minutes`, { n: Math.floor(seconds / 60) })
    if (seconds < 172800) return say(`${path}.hours`, { n: Math.floor(seconds / 3600) })
    return say(`${path}.days`, { n: Math.floor(seconds / 86400) })
}
