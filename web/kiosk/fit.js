// A long name or a long sentence gets smaller steps of type until everything is on the screen: nothing is cut off, and nobody
// scrolls for a reason.

const steps = 6

export function fit(box) {
    for (let step = 0; step <= steps; step += 1) {
        box.dataset.fit = String(step)
        if (box.scrollHeight <= box.clientHeight + 1 && box.scrollWidth <= box.clientWidth + 1) return
    }
}
