/// The protected header of an envelope (RFC 9052 section 3.1): exactly the parameters of its use, no more and no fewer.
package struct ProtectedHeader: Hashable, Sendable {
    /// What the envelope is used for, which decides the parameters.
    package enum Use: Hashable, Sendable {
        /// `{1: alg, 4: kid}`
        case pass(keyID: KeyID)
        /// `{1: alg, 13: the pass, tagged, 16: 294}`: a key-binding token (draft-ietf-spice-sd-cwt).
        case liveCode(pass: [UInt8])
        /// `{1: alg, 4: kid, 16: "application/statuslist+cwt"}` (draft-ietf-oauth-status-list).
        case statusList(keyID: KeyID)
        /// `{1: alg, 4: kid, 16: a media type}`: what gates and their service say to each other.
        case message(keyID: KeyID, type: WireText)
    }

    package let algorithm: COSEAlgorithm
    package let use: Use

    /// What we write names algorithm -19.
    package init(_ use: Use, algorithm: COSEAlgorithm = .ed25519) {
        self.algorithm = algorithm
        self.use = use
    }

    package func encoded() throws(FormatError) -> [UInt8] {
        var entries = [try CBORWriter.Entry(Label.algorithm) { $0.write(algorithm.rawValue) }]
        switch use {
        case .pass(let keyID):
            entries.append(try .init(Label.keyID) { $0.write(bytes: keyID.bytes) })
        case .liveCode(let pass):
            entries.append(try .init(Label.confirmedToken) { $0.write(encoded: pass) })
            entries.append(try .init(Label.type) { $0.write(Self.keyBindingType) })
        case .statusList(let keyID):
            entries.append(try .init(Label.keyID) { $0.write(bytes: keyID.bytes) })
            entries.append(try .init(Label.type) { $0.write(Self.statusListType) })
        case .message(let keyID, let type):
            entries.append(try .init(Label.keyID) { $0.write(bytes: keyID.bytes) })
            entries.append(try .init(Label.type) { $0.write(type) })
        }
        return try CBORWriter.encoding { writer throws(FormatError) in try writer.write(map: entries) }
    }

    // MARK: Reading

    /// The header of a pass: its key's name. Throws `unsupportedAlgorithm` for a foreign one.
    package static func decodePass(_ bytes: [UInt8]) throws(FormatError) -> (algorithm: COSEAlgorithm, keyID: KeyID) {
        let parameters = try Parameters(bytes.span, allowed: [.keyID])
        return (parameters.algorithm, try parameters.requireKeyID())
    }

    /// The header of a live code: the encoded pass inside.
    package static func decodeLiveCode(
        _ bytes: [UInt8]
    ) throws(FormatError) -> (algorithm: COSEAlgorithm, pass: [UInt8]) {
        let parameters = try Parameters(bytes.span, allowed: [.confirmedToken, .type])
        guard let pass = parameters.confirmedToken else { throw .missing("kcwt") }
        guard parameters.type == .number(Self.keyBindingType) else { throw .invalid("typ", "it must be 294") }
        return (parameters.algorithm, pass)
    }

    /// The header of a status list token: its key's name. Its parameters may stand in any order.
    package static func decodeStatusList(
        _ bytes: [UInt8]
    ) throws(FormatError) -> (algorithm: COSEAlgorithm, keyID: KeyID) {
        let parameters = try Parameters(bytes.span, allowed: [.keyID, .type], order: .any)
        guard parameters.type == .text(Self.statusListType) else {
            throw .invalid("typ", "it must be application/statuslist+cwt")
        }
        return (parameters.algorithm, try parameters.requireKeyID())
    }

    /// The header of a message of one type: its key's name.
    package static func decodeMessage(
        _ bytes: [UInt8], type: WireText
    ) throws(FormatError) -> (algorithm: COSEAlgorithm, keyID: KeyID) {
        let parameters = try Parameters(bytes.span, allowed: [.keyID, .type])
        guard parameters.type == .text(type) else { throw .invalid("typ", "it must be \(type)") }
        return (parameters.algorithm, try parameters.requireKeyID())
    }

    private static let keyBindingType: Int64 = 294
    private static let statusListType: WireText = "application/statuslist+cwt"

    /// Labels of the COSE header parameters registry.
    private enum Label {
        static let algorithm: Int64 = 1
        static let keyID: Int64 = 4
        static let confirmedToken: Int64 = 13
        static let type: Int64 = 16
    }

    private struct Allowed: OptionSet {
        let rawValue: UInt8
        static let keyID = Allowed(rawValue: 1)
        static let confirmedToken = Allowed(rawValue: 2)
        static let type = Allowed(rawValue: 4)
    }

    private enum TypeValue: Equatable {
        case number(Int64)
        case text(WireText)
    }

    /// The parameters as they stand, before their use asks for the ones it needs.
    private struct Parameters {
        let algorithm: COSEAlgorithm
        var keyID: KeyID?
        var confirmedToken: [UInt8]?
        var type: TypeValue?

        init(
            _ bytes: Span<UInt8>, allowed: Allowed, order: CBORReader.MapOrder = .deterministic
        ) throws(FormatError) {
            var algorithm: COSEAlgorithm?
            var reader = CBORReader(bytes, order: order)
            var map = try reader.readMap()
            while try reader.nextKey(in: &map) {
                switch try reader.readInteger() {
                case Label.algorithm:
                    guard try reader.nextKind() != .text else { throw .unsupportedAlgorithm }
                    algorithm = COSEAlgorithm(rawValue: try reader.readInteger())
                    guard algorithm != nil else { throw .unsupportedAlgorithm }
                case Label.keyID where allowed.contains(.keyID):
                    keyID = KeyID(try reader.readByteSpan())
                    guard keyID != nil else { throw .invalid("kid", "it must be 8 bytes") }
                case Label.confirmedToken where allowed.contains(.confirmedToken):
                    confirmedToken = try reader.readItem()
                case Label.type where allowed.contains(.type):
                    type =
                        try reader.nextKind() == .text ? .text(reader.readText()) : .number(reader.readInteger())
                default:
                    throw .envelope("its protected header has a parameter that does not belong there")
                }
            }
            try reader.finish()
            guard let algorithm else { throw .missing("alg") }
            self.algorithm = algorithm
        }

        func requireKeyID() throws(FormatError) -> KeyID {
            guard let keyID else { throw .missing("kid") }
            return keyID
        }
    }
}
