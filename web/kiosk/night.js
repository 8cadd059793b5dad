// Dark for the night: by the clock, or by F10 until the clock says otherwise the next time.

const evening = 18
const morning = 6
let chosen
let chosenAt

const byClock = (hour) => hour >= evening || hour < morning

export const isNight = () => document.documentElement.dataset.light === "night"

function show(night) {
    document.documentElement.dataset.light = night ? "night" : "day"
}

/// Told the hour of the gate's clock whenever that is known anew.
export function lookAtClock(hour) {
    const night = byClock(hour)
    if (chosen !== undefined && chosenAt !== night) chosen = undefined
    show(chosen ?? night)
}

export function switchLight(hour) {
    chosen = !isNight()
    chosenAt = byClock(hour)
    show(chosen)
}
