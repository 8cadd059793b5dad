/// Reads the QR codes in a picture: a file that somebody sent, or a frame of the gate's camera.
///
/// Every call stands alone: a fresh scanner and a fresh image each time, so that a bad picture never costs the next one.
package enum CodeReader {
    /// Whether the bytes begin as a PNG does.
    package static func isPNG(_ bytes: [UInt8]) -> Bool { bytes.starts(with: PNGHeader.signature) }

    /// The codes in a PNG image; none found is an empty array.
    ///
    /// Clear pixels count as white; when nothing is found so, as black: a white code on a clear ground is one too.
    ///
    /// - Throws: `notPNG`, `tooLarge` (over 32 MiB, 40 megapixels or 16,384 pixels a side, judged before decoding),
    ///   `damaged`, `outOfMemory`.
    package static func read(png bytes: [UInt8]) throws(CodeReaderError) -> [DecodedCode] {
        let (onWhite, hasClearPixels) = try GrayImage.decoding(png: bytes, background: 255)
        let codes = try read(onWhite, effort: .thorough)
        guard codes.isEmpty, hasClearPixels else { return codes }
        return try read(GrayImage.decoding(png: bytes, background: 0).image, effort: .thorough)
    }

    /// As `read(png:)`, only the texts; a code whose content is not UTF-8 is left out.
    package static func texts(png bytes: [UInt8]) throws(CodeReaderError) -> [String] {
        try read(png: bytes).compactMap(\.text)
    }

    /// How long to look.
    package enum Effort: Hashable, Sendable {
        /// Made black and white first, at half the size and at its own, dark on light and light on dark: for the frames of a
        /// camera, which are soft, noisy and badly lit and come again in a moment. Then once as if the code were tilted, each
        /// time another way: `turn` counts the frames.
        case frame(turn: Int)
        /// As it is and at twice the size, four times the work: for a file.
        case thorough
    }

    /// The codes in a grey frame, one byte a pixel in reading order without padding.
    ///
    /// - Throws: `unusableFrame`, `tooLarge`, `outOfMemory`.
    package static func read(
        gray: Span<UInt8>, width: Int, height: Int, effort: Effort = .thorough
    ) throws(CodeReaderError) -> [DecodedCode] {
        let pixels = [UInt8](capacity: gray.count) { output in
            for index in gray.indices { output.append(gray[index]) }
        }
        return try read(GrayImage(width: width, height: height, pixels: pixels), effort: effort)
    }

    /// The first picture that shows a code ends the search.
    private static func read(_ image: GrayImage, effort: Effort) throws(CodeReaderError) -> [DecodedCode] {
        let scanner = try QRScanner()
        return switch effort {
        case .frame(let turn): try readFrame(image, turn, scanner)
        case .thorough: try readFile(image, scanner)
        }
    }

    /// Half the size first: it costs a quarter, and shows most codes that are near enough.
    private static func readFrame(
        _ image: GrayImage, _ turn: Int, _ scanner: borrowing QRScanner
    ) throws(CodeReaderError) -> [DecodedCode] {
        let half = image.halved()
        if let half {
            let codes = try readBothWays(half.blackAndWhite(), scanner)
            if !codes.isEmpty { return codes }
        }
        let codes = try readBothWays(image.smoothed().blackAndWhite(), scanner)
        guard codes.isEmpty, let half else { return codes }
        return try readBothWays(half.straightened(Tilt.inTurn(turn)).blackAndWhite(), scanner)
    }

    private static func readBothWays(
        _ image: GrayImage, _ scanner: borrowing QRScanner
    ) throws(CodeReaderError) -> [DecodedCode] {
        let codes = try scanner.scan(image)
        return codes.isEmpty ? try scanner.scan(image.inverted()) : codes
    }

    private static func readFile(
        _ image: GrayImage, _ scanner: borrowing QRScanner
    ) throws(CodeReaderError) -> [DecodedCode] {
        let codes = try readBothWays(image, scanner)
        guard codes.isEmpty, image.pixels.count <= GrayImage.upscalingLimit else { return codes }
        return try readBothWays(image.doubled(), scanner)
    }
}
