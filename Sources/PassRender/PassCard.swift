/// The pass as a card of 85.6 x 54 mm (ISO/IEC 7810 ID-1): what a guard reads in front, the QR code behind.
package enum PassCard {
    static let width = Double.millimetres(85.6)
    static let height = Double.millimetres(54)
    /// Kept free of text on all sides: card printers and punches are not exact.
    static let margin = Double.millimetres(3.6)

    /// Draws both sides, the front first.
    ///
    /// Nothing is cut off: texts wrap, then all get smaller together. The QR code has whole printer dots of 1/300 inch a
    /// module, at least 6 (0.51 mm), and its quiet zone.
    ///
    /// - Parameter createdAt: the file's date, seconds since 1970; the same face and date give the same bytes.
    /// - Throws: `notAlphanumeric`, `tooLong`, `emptyText` for the QR code; `tooDense` above version 19; `unusableDate`;
    ///   `doesNotFit` for content far beyond a pass's limits; `outOfMemory`, `libraryFailure`.
    package static func pdf(_ face: PassFace, createdAt: Int64) throws(RenderError) -> RenderedDocument {
        let symbol = try QRSymbol(text: face.qrText)
        let validity = try Validity(from: face.validFrom, until: face.validUntil, utcOffset: face.utcOffset)
        let canvas = try Canvas(
            width: width, height: height, title: Labels.title.chinese + " " + Phrase(face.number).text,
            author: Phrase(face.issuerName).text, createdAt: createdAt)
        var page = try Page(canvas: canvas)
        try PassCardFront(face: face, validity: validity).draw(on: &page)
        page.next()
        let back = try PassCardBack(face: face, symbol: symbol)
        try back.draw(on: &page)
        return try page.finish(moduleMillimetres: back.code.moduleMillimetres)
    }
}
