// What makes the pages better where scripts run; without it they do the same.

const root = document.documentElement

function keep(size) {
    try { localStorage.setItem("size", size) } catch { /* Not kept, then. */ }
}

function kept() {
    try { return localStorage.getItem("size") } catch { return null }
}

// 字級: the buttons are shown only where they do something.
const sizes = document.getElementById("sizes")
const names = [...sizes.querySelectorAll("button")].map((button) => button.dataset.size)

function show(size) {
    root.dataset.size = size
    for (const button of sizes.querySelectorAll("button")) button.setAttribute("aria-pressed", button.dataset.size === size)
}

sizes.hidden = false
if (names.includes(kept())) show(kept())
sizes.addEventListener("click", (event) => {
    const size = event.target.closest("button")?.dataset.size
    if (size) {
        show(size)
        keep(size)
    }
})

// Told to the style sheet: what is different where scripts run.
root.dataset.scripted = "yes"

// A file is sent when it has been chosen, as the page says.
for (const file of document.querySelectorAll(".attachment .file input[type=file]")) {
    file.addEventListener("change", () => { if (file.files.length) file.form.requestSubmit() })
}

// What is wrong is read out first, and its links lead to the fields.
document.getElementById("errors")?.focus()

// What opens closes as people expect it to.
for (const list of document.querySelectorAll("header details")) {
    list.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && list.open) {
            list.open = false
            list.querySelector("summary").focus()
        }
    })
}

// A form is sent once, however often its button is pressed.
for (const form of document.querySelectorAll("form[method=post]")) {
    form.addEventListener("submit", (event) => {
        if (form.dataset.sent) event.preventDefault()
        form.dataset.sent = "yes"
        for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true")
    })
}
// Come back to by the browser's own button, the page is as it was when it was sent.
addEventListener("pageshow", (event) => {
    if (!event.persisted) return
    for (const form of document.querySelectorAll("form[data-sent]")) {
        delete form.dataset.sent
        for (const button of form.querySelectorAll("button")) button.removeAttribute("aria-disabled")
    }
})
