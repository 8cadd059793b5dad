// Building pieces of the page: element("p", { class: "name" }, "text", child, …). What is false, null or undefined is left out.

export function element(tag, attributes = {}, ...children) {
    const node = document.createElement(tag)
    for (const [name, value] of Object.entries(attributes)) {
        if (value === false || value === null || value === undefined) continue
        if (name.startsWith("on")) node.addEventListener(name.slice(2), value)
        else if (name === "value" || name === "checked" || name === "hidden") node[name] = value
        else node.setAttribute(name, value === true ? "" : String(value))
    }
    node.append(...children.flat().filter((child) => child !== false && child !== null && child !== undefined))
    return node
}

export const byId = (id) => document.getElementById(id)

const caps = { Escape: "Esc" }

/// A key of the page, as a button that shows it: at least 64 px high (kiosk.css).
export function key(name, label, action, attributes = {}) {
    return element("button", { type: "button", class: "key", "data-key": name, "aria-keyshortcuts": name, onclick: action, ...attributes },
        name && element("kbd", {}, caps[name] ?? name), label && element("span", {}, label))
}
