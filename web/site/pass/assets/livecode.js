// The live code of docs/wire-format.md section 7: a COSE_Sign1 (RFC 9052) by the holder's key around the pass.
import * as base45 from "./base45.js"

const PASS = "PP1:"
const LIVE = "PL1:"
const utf8 = new TextEncoder()

// The head of a CBOR item in its shortest form (RFC 8949 section 4.2.1).
function head(major, value) {
  const type = major << 5
  if (value < 24) return [type | value]
  if (value < 0x100) return [type | 24, value]
  if (value < 0x10000) return [type | 25, value >> 8, value & 0xff]
  if (value < 0x100000000) return [type | 26, value >>> 24, (value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff]
  throw new Error("too large")
}

const unsigned = (value) => head(0, value)
const negative = (value) => head(1, -1 - value)
const byteString = (bytes) => [...head(2, bytes.length), ...bytes]
const textString = (text) => { const bytes = utf8.encode(text); return [...head(3, bytes.length), ...bytes] }
const array = (count) => head(4, count)
const map = (count) => head(5, count)

// What is signed, and the parts around the signature. `issuer` is whose gates are meant; `time` is in whole seconds.
export function draft(pass, issuer, time) {
  if (!pass.startsWith(PASS)) throw new Error("not a pass")
  const tagged = base45.decode(pass.slice(PASS.length))
  const header = Uint8Array.from([
    ...map(3), ...unsigned(1), ...negative(-19), ...unsigned(13), ...tagged, ...unsigned(16), ...unsigned(294)])
  const payload = Uint8Array.from([...map(2), ...unsigned(3), ...textString(issuer), ...unsigned(6), ...unsigned(time)])
  const signed = Uint8Array.from([
    ...array(4), ...textString("Signature1"), ...byteString(header), ...byteString([]), ...byteString(payload)])
  return { header, payload, signed }
}

// `sign` takes bytes and gives 64, or a promise of them.
export async function liveCode(pass, issuer, time, sign) {
  const { header, payload, signed } = draft(pass, issuer, time)
  const signature = new Uint8Array(await sign(signed))
  if (signature.length !== 64) throw new Error("not a signature")
  return LIVE + base45.encode(Uint8Array.from([
    ...head(6, 18), ...array(4), ...byteString(header), ...map(0), ...byteString(payload), ...byteString(signature)]))
}
