extension QRSymbol {
    /// The symbol as a PNG of one bit a pixel, the quiet zone included, `scale` pixels a module.
    ///
    /// The same symbol and scale always give the same bytes.
    ///
    /// - Throws: `unusableScale` outside 1 to 64; `outOfMemory`, `libraryFailure`.
    package func png(scale: Int) throws(RenderError) -> [UInt8] {
        guard (1...64).contains(scale) else { throw .unusableScale(scale) }
        let margin = Self.quietZone * scale
        var image = BilevelPNG(width: side * scale + 2 * margin)
        image.append([], copies: margin)
        for row in 0..<side {
            let runs = darkRuns(row: row).map { (start: $0.start * scale + margin, length: $0.length * scale) }
            image.append(runs, copies: scale)
        }
        image.append([], copies: margin)
        return try image.bytes()
    }
}
