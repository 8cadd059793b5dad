import PassFormat
import Register
import StrictJSON

/// How a pass stands, for the script of its page.
enum PassStatusDocument {
    static func bytes(_ pass: HeldPass, now: Int64) -> [UInt8] {
        JSONWriter.compact(
            .object([
                "number": .text(pass.number), "id": .text(pass.id.hex), "state": .text(pass.stateName(at: now)),
                "key": .text(HolderKeyName.name(of: pass.claims.holderKey)), "now": .integer(now),
            ]))
    }
}
