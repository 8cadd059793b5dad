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
        /// camera, which are soft, noisy and badly lit and come again in a moment. Then flattened, where three finder patterns
        /// say how the code leans.
        case frame
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
        case .frame: try readFrame(image, scanner)
        case .thorough: try readFile(image, scanner)
        }
    }

    /// Half the size first: it costs a quarter, and shows most codes that are near enough, also where they lean.
    private static func readFrame(
        _ image: GrayImage, _ scanner: borrowing QRScanner
    ) throws(CodeReaderError) -> [DecodedCode] {
        var views: [(image: GrayImage, scale: Double)] = []
        if let half = image.halved() { views.append((half.blackAndWhite(), 2)) }
        var looks = mostFlattened
        for isWhole in [false, true] {
            if isWhole { views.append((image.smoothed().blackAndWhite(), 1)) }
            guard let view = views.last else { continue }
            var codes = try readBothWays(view.image, scanner)
            if codes.isEmpty { codes = try readFlattened(image, view.image, view.scale, &looks, scanner) }
            if !codes.isEmpty { return codes }
        }
        for view in views {
            let codes = try readFlattened(image, view.image.inverted(), view.scale, &looks, scanner)
            if !codes.isEmpty { return codes }
        }
        return []
    }

    /// So often a frame is flattened and looked at once more.
    private static let mostFlattened = 6

    /// zbar finds its way on a leaning code with a guess at its fourth corner, which is a wrong one from a slight lean on. The
    /// corners of its three finder patterns say how it lies.
    private static func readFlattened(
        _ image: GrayImage, _ view: GrayImage, _ scale: Double, _ looks: inout Int, _ scanner: borrowing QRScanner
    ) throws(CodeReaderError) -> [DecodedCode] {
        for plane in CodePlane.candidates(FinderSearch(view).found, most: min(looks, 2)) {
            looks -= 1
            let codes = try readBothWays(image.flattened(plane, scale: scale).blackAndWhite(reach: 18), scanner)
            if !codes.isEmpty { return codes }
        }
        return []
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
