import PassFormat
import PassRender

/// The QR code of a pass, drawn.
struct PassPicture: Hashable, Sendable {
    enum Kind: String, Sendable, CaseIterable {
        case svg, png

        var type: String {
            switch self {
            case .svg: "image/svg+xml"
            case .png: "image/png"
            }
        }
    }

    /// Pixels a module: 1,000 and some across, for a printer as well as for a telephone.
    private static let scale = 10

    /// A document and an element of HTML alike.
    let svg: [UInt8]
    let png: [UInt8]

    /// - Parameter number: the pass number, which screen readers say in its place.
    init(text: String, number: String) throws(RenderError) {
        let symbol = try QRSymbol(text: text)
        svg = Array(symbol.svg(title: "QR \(number)").utf8)
        png = try symbol.png(scale: Self.scale)
    }

    func bytes(_ kind: Kind) -> [UInt8] {
        switch kind {
        case .svg: svg
        case .png: png
        }
    }
}
