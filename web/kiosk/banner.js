// What the holder can't mend and a guard must know of once a shift, not once a scan.

import { element } from "./dom.js"
import { say } from "./words.js"

export function banner(state, dismiss) {
    const code = (state.banners ?? [])[0]
    if (!code) return []
    return [
        element("p", {}, element("span", { "aria-hidden": "true" }, "▲ "), say(`banners.${code}`)),
        element("button", { type: "button", class: "key small", onclick: () => dismiss(code) }, say("page.understood")),
    ]
}
