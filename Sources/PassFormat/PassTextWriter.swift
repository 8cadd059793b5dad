/// Makes the texts that go into QR codes.
package enum PassTextWriter {
    /// The text of a pass. Throws `tooLong` over 734 characters: the symbol would be too fine for a phone's camera.
    package static func pass(_ cose: COSESign1) throws(FormatError) -> String {
        try text(CodePrefix.pass, cose, limit: PassLimits.passTextWritten)
    }

    /// The text of a live code. Throws `tooLong` over 909 characters.
    package static func live(_ cose: COSESign1) throws(FormatError) -> String {
        try text(CodePrefix.live, cose, limit: PassLimits.liveCodeTextWritten)
    }

    private static func text(_ prefix: WireText, _ cose: COSESign1, limit: Int) throws(FormatError) -> String {
        let text = prefix.utf8 + Base45.encode(cose.encoded())
        guard text.count <= limit else { throw .tooLong("text", limit: limit) }
        return String(decoding: text, as: UTF8.self)
    }
}
