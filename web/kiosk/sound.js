// Tones of the verdicts (UX): made here, so that there is no file to miss.

const tones = {
    admit: { count: 1, hertz: 880, milliseconds: 120 },
    check: { count: 2, hertz: 660, milliseconds: 140 },
    deny: { count: 3, hertz: 330, milliseconds: 180 },
    misread: { count: 1, hertz: 1800, milliseconds: 12 },
}
const gap = 90
const day = 0.5
const night = 0.6
let context

/// Plays one; says which in the document, for who can't hear it: a test.
export function sound(verdict, isNight) {
    const { count, hertz, milliseconds } = tones[verdict]
    const volume = day * (isNight ? night : 1)
    document.documentElement.dataset.sound = `${verdict} ${count}x${hertz}Hz ${milliseconds}ms ${volume}`
    try {
        context ??= new AudioContext()
        if (context.state === "suspended") context.resume()
        for (let index = 0; index < count; index += 1) {
            const start = context.currentTime + index * (milliseconds + gap) / 1000
            tone(hertz, start, start + milliseconds / 1000, volume)
        }
    } catch {
        // A kiosk without a loudspeaker still shows what it has to say.
    }
}

function tone(hertz, start, end, volume) {
    const oscillator = new OscillatorNode(context, { frequency: hertz, type: "triangle" })
    const gain = new GainNode(context, { gain: 0 })
    // Without a ramp a tone begins and ends with a crack.
    gain.gain.setValueAtTime(0, start)
    gain.gain.linearRampToValueAtTime(volume, start + 0.005)
    gain.gain.setValueAtTime(volume, Math.max(start + 0.005, end - 0.01))
    gain.gain.linearRampToValueAtTime(0, end)
    oscillator.connect(gain).connect(context.destination)
    oscillator.start(start)
    oscillator.stop(end + 0.02)
}
