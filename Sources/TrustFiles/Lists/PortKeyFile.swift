import PassCrypto
package import PassFormat

/// The content of the target `ops/gates-PORT`: the key of the port's lists, once for each gate that may have it.
///
///     {1: port, 2: [[which gate's, bstr 8; sealed, bstr 80], …]}
///
/// `sealed` is the 32-byte key in libsodium's `crypto_box_seal` to the gate's box key; `which` is the beginning of BLAKE2b-256
/// of that box key. In rising order, and no gate twice.
package struct PortKeyFile: Hashable, Sendable {
    private static let hintByteCount = 8
    private static let sealedByteCount = ListCipher.keyByteCount + BoxKey.overheadByteCount

    package let port: WireText
    private let copies: [[UInt8]: [UInt8]]

    /// - Parameter copies: the sealed keys by the box keys they are sealed to.
    package init(port: WireText, copies: [[UInt8]: [UInt8]]) {
        self.port = port
        self.copies = Dictionary(copies.map { (Self.hint($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    package init(decoding bytes: [UInt8]) throws(FormatError) {
        var reader = CBORReader(bytes.span)
        var port: WireText?
        var copies: [[UInt8]: [UInt8]] = [:]
        var map = try reader.readMap()
        while try reader.nextKey(in: &map) {
            switch try reader.readInteger() {
            case 1: port = try reader.readText("port", 1...32)
            case 2:
                var array = try reader.readArray()
                while reader.nextElement(in: &array) {
                    var pair = try reader.readArray()
                    guard pair.remaining == 2, reader.nextElement(in: &pair) else { throw .missing("copy") }
                    let hint = try reader.readBytes("gate", count: Self.hintByteCount)
                    _ = reader.nextElement(in: &pair)
                    copies[hint] = try reader.readBytes("sealed key", count: Self.sealedByteCount)
                }
            default: try reader.skipItem()
            }
        }
        try reader.finish()
        guard let port else { throw .missing("port") }
        self.port = port
        self.copies = copies
    }

    package func encoded() throws(FormatError) -> [UInt8] {
        let sorted = copies.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        return try CBORWriter.encoding { (writer) throws(FormatError) in
            try writer.write(map: [
                CBORWriter.Entry(1) { $0.write(port) },
                CBORWriter.Entry(2) { array in
                    array.writeArray(count: sorted.count)
                    for (hint, sealed) in sorted {
                        array.writeArray(count: 2)
                        array.write(bytes: hint)
                        array.write(bytes: sealed)
                    }
                },
            ])
        }
    }

    /// The copy that is sealed to a box key; nil when there is none.
    package func copy(for boxKey: [UInt8]) -> [UInt8]? { copies[Self.hint(boxKey)] }

    private static func hint(_ boxKey: [UInt8]) -> [UInt8] { Array(Hash.blake2b(boxKey).prefix(hintByteCount)) }
}
