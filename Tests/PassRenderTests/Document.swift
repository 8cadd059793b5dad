import PassRender

/// The two documents made of a pass.
enum Document: String, CaseIterable, Sendable {
    case card
    case sheet

    func pdf(_ face: PassFace, createdAt: Int64 = Samples.createdAt) throws(RenderError) -> RenderedDocument {
        switch self {
        case .card: try PassCard.pdf(face, createdAt: createdAt)
        case .sheet: try WindscreenSheet.pdf(face, createdAt: createdAt)
        }
    }

    /// In points; the page on which the code stands, from 1.
    var page: Rectangle {
        switch self {
        case .card: Rectangle(x: 0, y: 0, width: 85.6 / 25.4 * 72, height: 54 / 25.4 * 72)
        case .sheet: Rectangle(x: 0, y: 0, width: 210 / 25.4 * 72, height: 148 / 25.4 * 72)
        }
    }

    var codePage: Int { self == .card ? 2 : 1 }
}
