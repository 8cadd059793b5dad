// Draws a code. The encoder is Debian's node-qrcode-generator, which the service hands out; it is fetched only for a live code.
const QUIET = 4

let encoder

function load(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script")
    script.src = address
    script.onload = () => (globalThis.qrcode ? resolve(globalThis.qrcode) : reject(new Error("no encoder")))
    script.onerror = () => reject(new Error("no encoder"))
    document.head.append(script)
  })
}

export async function ready(address) {
  if (!address) return false
  try {
    encoder ??= await load(address)
    return true
  } catch {
    return false
  }
}

function symbol(text) {
  // The smallest version that holds it, error correction M, alphanumeric: what every gate's reader is made for.
  const code = encoder(0, "M")
  code.addData(text, "Alphanumeric")
  code.make()
  return code
}

// Draws into a canvas as wide as its element, whole pixels of the screen to a module, so that no module is wider than another.
export function draw(canvas, text, width) {
  const code = symbol(text)
  const count = code.getModuleCount()
  const ratio = Math.max(1, globalThis.devicePixelRatio || 1)
  const scale = Math.max(1, Math.floor((width * ratio) / (count + 2 * QUIET)))
  const extent = (count + 2 * QUIET) * scale
  canvas.width = extent
  canvas.height = extent
  canvas.style.width = `${extent / ratio}px`
  const pen = canvas.getContext("2d", { alpha: false })
  pen.fillStyle = "#fff"
  pen.fillRect(0, 0, extent, extent)
  pen.fillStyle = "#000"
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      if (code.isDark(row, column)) pen.fillRect((column + QUIET) * scale, (row + QUIET) * scale, scale, scale)
    }
  }
  return { count, scale, ratio }
}
