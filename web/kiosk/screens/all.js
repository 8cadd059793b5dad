// Every screen by its name, and the keys that open some of them from anywhere.

import { cameraScreen } from "./camera.js"
import { detailsScreen } from "./details.js"
import { menuScreen } from "./menu.js"
import { unfinishedScreen } from "./unfinished.js"

export const screens = {
    more: menuScreen,
    camera: cameraScreen,
    details: detailsScreen,
    unfinished: unfinishedScreen,
}

export const shortcuts = [
    { name: "more", keyName: "F5" },
]
