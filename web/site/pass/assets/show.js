// The view for the gate: nothing but the code, as large as the screen, and a screen that stays on.
export function prepare(button, dialog, figure, redraw) {
  const place = document.createComment("code")
  let lock

  async function stayAwake() {
    try {
      lock = await navigator.wakeLock?.request("screen")
    } catch { /* Low battery, or not in this browser. */ }
  }

  button.hidden = false
  button.addEventListener("click", async () => {
    figure.before(place)
    dialog.querySelector(".slot").append(figure)
    dialog.showModal()
    redraw()
    stayAwake()
    if (matchMedia("(pointer: coarse)").matches) {
      await document.documentElement.requestFullscreen?.().catch(() => undefined)
      redraw()
    }
  })
  dialog.addEventListener("close", () => {
    place.replaceWith(figure)
    lock?.release().catch(() => undefined)
    lock = undefined
    if (document.fullscreenElement) document.exitFullscreen().catch(() => undefined)
    redraw()
  })
  dialog.querySelector("button").addEventListener("click", () => dialog.close())
  // The system takes the lock away with the page out of sight.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && dialog.open) stayAwake()
  })
}
