// Base45 (RFC 9285): bytes as the 45 characters of a QR code's alphanumeric mode.
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"

export function encode(bytes) {
  let text = ""
  for (let at = 0; at < bytes.length; at += 2) {
    const isPair = at + 1 < bytes.length
    const value = isPair ? bytes[at] * 256 + bytes[at + 1] : bytes[at]
    text += ALPHABET[value % 45] + ALPHABET[Math.floor(value / 45) % 45]
    if (isPair) text += ALPHABET[Math.floor(value / 2025)]
  }
  return text
}

// Strict, as section 6 asks: no other character, no group that says more than its bytes hold, none left over.
export function decode(text) {
  if (text.length % 3 === 1) throw new Error("not Base45")
  const bytes = []
  for (let at = 0; at < text.length; at += 3) {
    const group = [...text.slice(at, at + 3)].map((character) => ALPHABET.indexOf(character))
    const value = group.reduce((sum, digit, place) => sum + digit * 45 ** place, 0)
    if (group.includes(-1) || value > (group.length === 3 ? 0xffff : 0xff)) throw new Error("not Base45")
    if (group.length === 3) bytes.push(value >> 8)
    bytes.push(value & 0xff)
  }
  return Uint8Array.from(bytes)
}
