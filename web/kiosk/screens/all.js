// Every screen by its name, and the keys that open some of them from anywhere.

import { cameraScreen } from "./camera.js"
import { cardBackScreen, cardBindScreen, cardStockScreen, cardsScreen } from "./cards.js"
import { crewScreen } from "./crew.js"
import { detailsScreen } from "./details.js"
import { dutyScreen, handedOverScreen, handOversScreen, setClockScreen, signInScreen } from "./duty.js"
import { emergencyOneScreen, emergencyScreen } from "./emergency.js"
import { evacuationCountScreen, evacuationEndScreen, evacuationScreen } from "./evacuation.js"
import { menuScreen } from "./menu.js"
import { musterScreen } from "./muster.js"
import { numberScreen } from "./number.js"
import { overrideScreen } from "./override.js"
import { paperScreen } from "./paper.js"
import { reportScreen } from "./report.js"
import { trayOneScreen, trayScreen, trayTrailerScreen } from "./tray.js"
import { unfinishedScreen } from "./unfinished.js"
import { visitorScreen } from "./visitor.js"

export const screens = {
    number: numberScreen,
    visitor: visitorScreen,
    emergency: emergencyScreen,
    emergencyOne: emergencyOneScreen,
    muster: musterScreen,
    more: menuScreen,
    report: reportScreen,
    duty: dutyScreen,
    signIn: signInScreen,
    handedOver: handedOverScreen,
    handOvers: handOversScreen,
    setClock: setClockScreen,
    override: overrideScreen,
    tray: trayScreen,
    trayOne: trayOneScreen,
    trayTrailer: trayTrailerScreen,
    cards: cardsScreen,
    cardBind: cardBindScreen,
    cardBack: cardBackScreen,
    cardStock: cardStockScreen,
    crew: crewScreen,
    paper: paperScreen,
    evacuation: evacuationScreen,
    evacuationCount: evacuationCountScreen,
    evacuationEnd: evacuationEndScreen,
    camera: cameraScreen,
    unfinished: unfinishedScreen,
    details: detailsScreen,
}

export const shortcuts = [
    { name: "number", keyName: "F1" },
    { name: "visitor", keyName: "F2" },
    { name: "emergency", keyName: "F3" },
    { name: "muster", keyName: "F4" },
    { name: "more", keyName: "F5" },
    { name: "report", keyName: "F6" },
    { name: "duty", keyName: "F9" },
]
