import CQRencode

extension QRSymbol {
    /// Encodes plain ASCII that is no pass, such as an address with a one-time code, in byte mode.
    ///
    /// Decoders mangle bytes above 127 in this mode, so there are none.
    ///
    /// - Throws: `emptyText`, `notAlphanumeric` for anything but printable ASCII, `tooLong`, or `outOfMemory`.
    package init(plainText text: String) throws(RenderError) {
        let characters = Array(text.utf8)
        guard !characters.isEmpty else { throw .emptyText }
        if let offset = characters.firstIndex(where: { !(0x20...0x7E).contains($0) }) {
            throw .notAlphanumeric(offset: offset)
        }
        try self.init(characters, mode: QR_MODE_8, versionLimit: 19)
    }
}
