package import PassCrypto
package import PassFormat

/// A kiosk asks to be a gate. Signed by the key it names, which was made on the kiosk and never leaves it.
///
///     {1: gate, 2: signing key x[32], 3: box key[32], 4: proof[32], 5: SHA-256 of the trusted root[32], 6: time}
///
/// `proof` is BLAKE2b-256 keyed with the one-time code over the two keys: the code itself stays on the kiosk, and can't be
/// used for other keys by whoever reads the message.
package struct Enrolment: GateMessage {
    package static let type: WireText = "application/portpass-enrolment+cbor"

    /// The gate's id in the policy.
    package let gate: WireText
    package let key: PublicKey
    /// X25519, for lists that are sealed to the gates of a port.
    package let boxKey: [UInt8]
    package let proof: [UInt8]
    /// Which root the kiosk trusts: one of another register is told before the first shift, not during it.
    package let rootDigest: [UInt8]
    /// The kiosk's clock, seconds since 1970: for the operator to compare, and for nothing else.
    package let time: Int64

    package init(
        gate: WireText, key: PublicKey, boxKey: [UInt8], code: EnrolmentCode, rootDigest: [UInt8], time: Int64
    ) throws(CryptoError) {
        self.gate = gate
        self.key = key
        self.boxKey = boxKey
        proof = try code.proof(key: key, boxKey: boxKey)
        self.rootDigest = rootDigest
        self.time = time
    }

    package init(decoding payload: [UInt8]) throws(FormatError) {
        var reader = CBORReader(payload.span)
        var gate: WireText?
        var key, boxKey, proof, root: [UInt8]?
        var time: Int64?
        var map = try reader.readMap()
        while try reader.nextKey(in: &map) {
            switch try reader.readInteger() {
            case 1: gate = try reader.readText("gate", MessageLimits.gate)
            case 2: key = try reader.readBytes("key", count: PublicKey.byteCount)
            case 3: boxKey = try reader.readBytes("box key", count: 32)
            case 4: proof = try reader.readBytes("proof", count: 32)
            case 5: root = try reader.readBytes("root digest", count: 32)
            case 6: time = try reader.readTime("time")
            default: try reader.skipItem()
            }
        }
        try reader.finish()
        guard let gate else { throw .missing("gate") }
        guard let key, let publicKey = try? PublicKey(key) else { throw .missing("key") }
        guard let boxKey else { throw .missing("box key") }
        guard let proof else { throw .missing("proof") }
        guard let root else { throw .missing("root digest") }
        guard let time else { throw .missing("time") }
        self.gate = gate
        self.key = publicKey
        self.boxKey = boxKey
        self.proof = proof
        rootDigest = root
        self.time = time
    }

    package func members() throws(FormatError) -> [CBORWriter.Entry] {
        [
            try .init(1) { $0.write(gate) }, try .init(2) { $0.write(bytes: key.bytes) },
            try .init(3) { $0.write(bytes: boxKey) }, try .init(4) { $0.write(bytes: proof) },
            try .init(5) { $0.write(bytes: rootDigest) }, try .init(6) { $0.write(time) },
        ]
    }
}
