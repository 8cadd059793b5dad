// Keys, from a person and from a scanner that types (a wedge). A scanner is told by its speed: nobody types six characters
// with less than 35 ms between them. What a scanner types into a field is taken out of it again.

const fast = 35
const telling = 6
/// So long may a scanner stop within a code; after that the half that came is dropped.
const patience = 250
/// A single character is a choice only when no second one follows it: a code may begin with a digit.
const alone = 80
const longest = 2000

let text = ""
let last = -Infinity
/// How many characters came in a row.
let run = 0
let isScanner = false
/// The field that is typed into, as it was before the run began.
let before
let choice

const quiet = ["radio", "checkbox", "button"]
const isField = (node) => node instanceof HTMLTextAreaElement || node instanceof HTMLSelectElement
    || (node instanceof HTMLInputElement && !quiet.includes(node.type))

function remember(field) {
    before = { field, value: field.value, start: field.selectionStart, end: field.selectionEnd }
}

function restore() {
    if (!before?.field.isConnected) return
    before.field.value = before.value
    if (typeof before.start === "number") before.field.setSelectionRange(before.start, before.end)
}

function forget() {
    text = ""
    run = 0
    isScanner = false
    before = undefined
}

/// The other way round when Caps Lock is on: a pass has no small letters.
const mended = (scanned) => /^p[pl]1:/i.test(scanned) ? scanned.toUpperCase() : scanned

/// - told: { scan(text), pressed(key, event) → whether it was taken }.
export function listenToKeys(told) {
    const enter = (event) => {
        // Never a confirmation, and never a press of the button that has the focus: a scanner sends it after every code.
        event.preventDefault()
        const scanned = text
        const whole = isScanner || !isField(event.target)
        forget()
        if (whole && scanned) told.scan(mended(scanned))
        else told.pressed("Enter", event)
    }
    const character = (event) => {
        last = event.timeStamp
        const field = isField(event.target)
        if (text === "" && field) remember(event.target)
        if (text.length < longest) text += event.key
        run += 1
        if (field) {
            if (isScanner || run >= telling) event.preventDefault()
            if (!isScanner && run >= telling) {
                isScanner = true
                restore()
            }
            return
        }
        // Space presses the button that has the focus.
        if (event.key === " " && run === 1) return
        event.preventDefault()
        if (run === 1) choice = setTimeout(() => { told.pressed(event.key, event) }, alone)
    }
    document.addEventListener("keydown", (event) => {
        if (event.isComposing || event.key === "Shift" || event.key === "CapsLock") return
        clearTimeout(choice)
        const since = event.timeStamp - last
        if (since > (isScanner || !isField(event.target) ? patience : fast)) forget()
        if (event.key === "Enter") return enter(event)
        const isCharacter = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey
        // A key that is held down repeats fast too, and is no scanner.
        if (isCharacter && !event.repeat) return character(event)
        forget()
        if (!isCharacter && !event.repeat && told.pressed(event.key, event)) event.preventDefault()
    }, { capture: true })
    // A code that was copied, on a laptop.
    document.addEventListener("paste", (event) => {
        if (isField(event.target)) return
        const pasted = event.clipboardData?.getData("text").trim()
        if (pasted) told.scan(mended(pasted))
    })
}
