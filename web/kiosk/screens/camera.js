// Scanning by the camera: its pictures go to the gate's program, which reads the codes. Nothing is kept.

import { element, key } from "../dom.js"
import { say } from "../words.js"

const ideal = { width: 1280, height: 720 }
/// Between two pictures, when the last one has been read.
const pause = 60

function gray(context, width, height) {
    const { data } = context.getImageData(0, 0, width, height)
    const bytes = new Uint8Array(width * height)
    for (let index = 0, pixel = 0; index < bytes.length; index += 1, pixel += 4) {
        bytes[index] = (data[pixel] * 77 + data[pixel + 1] * 150 + data[pixel + 2] * 29) >> 8
    }
    return bytes
}

export function cameraScreen(app) {
    const video = element("video", { autoplay: true, muted: true, playsinline: true, "aria-label": say("camera.picture") })
    video.muted = true
    const said = element("p", { class: "told", role: "status" }, say("camera.starting"))
    const canvas = document.createElement("canvas")
    let stream
    let ended = false

    async function look() {
        const context = canvas.getContext("2d", { willReadFrequently: true })
        while (!ended) {
            const [width, height] = [video.videoWidth, video.videoHeight]
            if (width && height) {
                canvas.width = width
                canvas.height = height
                context.drawImage(video, 0, 0)
                try {
                    const { codes } = await app.camera(gray(context, width, height), width, height)
                    if (!ended) said.textContent = say(codes ? "camera.read" : "camera.aim")
                } catch (problem) {
                    said.textContent = say(`problems.${problem.problem}`)
                }
            }
            await new Promise((done) => setTimeout(done, pause))
        }
    }

    async function start() {
        try {
            stream = await navigator.mediaDevices.getUserMedia({ video: { ...ideal, facingMode: "environment" }, audio: false })
            if (ended) return stop()
            video.srcObject = stream
            await video.play()
            look()
        } catch {
            said.textContent = say("camera.none")
        }
    }

    function stop() {
        ended = true
        for (const track of stream?.getTracks() ?? []) track.stop()
    }

    start()
    const screen = { keys: {}, ended: stop, focus: () => screen.node.querySelector(".keys .key").focus() }
    screen.translated = () => {
        screen.node.querySelector("h2").textContent = say("camera.title")
        video.setAttribute("aria-label", say("camera.picture"))
        screen.node.querySelector(".keys").replaceChildren(key("Escape", say("page.back"), app.close))
    }
    screen.node = element("section", { class: "form camera", "aria-labelledby": "form-title" },
        element("h2", { id: "form-title" }, say("camera.title")),
        element("div", { class: "fields" }, element("div", { class: "frame" }, video), said),
        element("div", { class: "keys" }, key("Escape", say("page.back"), app.close)))
    return screen
}
