// Keys, from a person and from a scanner that types (a wedge). A scanner is told by its speed: nobody types six characters in
// 175 ms. What a scanner types into a field is taken out of it again.

const telling = 6
const fast = (telling - 1) * 35
/// Longer than a busy machine delays one key of a scanner, shorter than anybody's typing.
const joined = 80
/// So long may a scanner stop within a code; after that the half that came is dropped.
const patience = 250
/// How a pass begins: by this a code is whole again of which a busy machine tore off the first characters.
const beginning = /^P[PL]1:/i
/// A single character is a choice only when no second one follows it: a code may begin with a digit.
const alone = 80
const longest = 2000

/// The characters that came without a pause: { key, time, field, value, start, end }, the field as it was before each.
let keys = []
/// Where in them the present run began.
let begin = 0
let isScanner = false
let choice

const quiet = ["radio", "checkbox", "button"]
const isField = (node) => node instanceof HTMLTextAreaElement || node instanceof HTMLSelectElement
    || (node instanceof HTMLInputElement && !quiet.includes(node.type))

const text = (from) => keys.slice(from).map(({ key }) => key).join("")

function note(event, field) {
    keys.push({
        key: event.key, time: event.timeStamp,
        ...(field ? { field: event.target, value: event.target.value, start: event.target.selectionStart, end: event.target.selectionEnd } : {}),
    })
    if (keys.length > longest) keys.pop()
}

/// Puts the field back to what it was before the scanner began to type into it.
function restore({ field, value, start, end }) {
    if (!field?.isConnected) return
    field.value = value
    if (typeof start === "number") field.setSelectionRange(start, end)
    field.dispatchEvent(new Event("input", { bubbles: true }))
}

function forget() {
    keys = []
    begin = 0
    isScanner = false
}

function isFast() {
    const last = keys.slice(begin).slice(-telling)
    return last.length === telling && last[telling - 1].time - last[0].time <= fast
}

/// The other way round when Caps Lock is on: a pass has no small letters.
const mended = (scanned) => beginning.test(scanned) ? scanned.toUpperCase() : scanned

/// Does what a key asks for, unless another follows at once: then it was a scanner's, which sends control characters as keys.
export function unlessScanned(work) {
    clearTimeout(choice)
    choice = setTimeout(work, alone)
}

/// - told: { scan(text), pressed(key, event) → whether it was taken }.
export function listenToKeys(told) {
    const enter = (event) => {
        // Never a confirmation, and never a press of the button that has the focus: a scanner sends it after every code.
        event.preventDefault()
        const scanned = text(begin)
        const whole = isScanner || !isField(event.target)
        forget()
        if (whole && scanned) told.scan(mended(scanned))
        else told.pressed("Enter", event)
    }
    const inField = (event) => {
        if (isScanner) return event.preventDefault()
        if (!isFast()) return
        isScanner = true
        event.preventDefault()
        for (let earlier = begin - 1; earlier >= 0 && earlier >= begin - 4; earlier -= 1) {
            if (beginning.test(text(earlier))) begin = earlier
        }
        restore(keys[begin])
    }
    const character = (event) => {
        const field = isField(event.target)
        const since = event.timeStamp - (keys.at(-1)?.time ?? -Infinity)
        if (since > patience || (keys.length && field && keys[0].field !== event.target)) forget()
        else if (field && !isScanner && since > joined) begin = keys.length
        note(event, field)
        if (field) return inField(event)
        event.preventDefault()
        // Space presses the button that has the focus, when a person typed it: a code may begin with one.
        if (event.key === " " && keys.length === 1) {
            choice = setTimeout(() => { forget(); document.activeElement?.click?.() }, alone)
            return
        }
        if (keys.length === 1) choice = setTimeout(() => { if (told.pressed(event.key, event)) forget() }, alone)
    }
    document.addEventListener("keydown", (event) => {
        if (event.isComposing || event.key === "Shift" || event.key === "CapsLock") return
        clearTimeout(choice)
        if (event.key === "Enter") {
            if (event.timeStamp - (keys.at(-1)?.time ?? -Infinity) > patience) forget()
            return enter(event)
        }
        const isCharacter = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey
        // A key that is held down repeats fast too, and is no scanner.
        if (isCharacter && !event.repeat) return character(event)
        // Some scanners send the control characters within a code as function keys. In a field a person types too.
        if (keys.length >= (isField(event.target) ? telling : 1) && event.timeStamp - keys.at(-1).time < joined) return event.preventDefault()
        forget()
        if (!isCharacter && !event.repeat && told.pressed(event.key, event)) event.preventDefault()
    }, { capture: true })
    document.addEventListener("keyup", (event) => {
        if (event.key === " " && !isField(event.target)) event.preventDefault()
    }, { capture: true })
    // A code that was copied, on a laptop.
    document.addEventListener("paste", (event) => {
        if (isField(event.target)) return
        const pasted = event.clipboardData?.getData("text").trim()
        if (pasted) told.scan(mended(pasted))
    })
}
