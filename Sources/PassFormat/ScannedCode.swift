/// What a scanner read, parsed: a pass, or a live code around one.
package enum ScannedCode: Hashable, Sendable {
    case pass(UnverifiedPass)
    case live(UnverifiedLiveCode)

    package static func decode(_ text: String) throws(FormatError) -> ScannedCode {
        try decode(utf8: text.utf8.span)
    }

    /// Throws `unsupportedPrefix` for a text of another kind; other errors say that it is malformed.
    package static func decode(utf8 text: Span<UInt8>) throws(FormatError) -> ScannedCode {
        guard text.count <= PassLimits.textRead else { throw .tooLong("text", limit: PassLimits.textRead) }
        let prefix = text.extracting(first: CodePrefix.length)
        let body = text.extracting(droppingFirst: CodePrefix.length)
        if prefix.isEqual(to: CodePrefix.pass.utf8) {
            return .pass(try UnverifiedPass(decoding: Base45.decode(body)))
        }
        if prefix.isEqual(to: CodePrefix.live.utf8) {
            return .live(try UnverifiedLiveCode(decoding: Base45.decode(body)))
        }
        throw .unsupportedPrefix
    }
}
