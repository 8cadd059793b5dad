import PassRender

/// The documents for people and offices, each with its sample.
enum PaperDocument: String, CaseIterable, Sendable {
    case receipt, companyReceipt, letter, longestLetter, personForm, vehicleForm, visitForm

    func pdf(createdAt: Int64 = Samples.createdAt) throws(RenderError) -> RenderedDocument {
        switch self {
        case .receipt: try ReceiptDocument.pdf(PaperSamples.receipt, createdAt: createdAt)
        case .companyReceipt: try ReceiptDocument.pdf(PaperSamples.company, createdAt: createdAt)
        case .letter: try PostLetterDocument.pdf(PaperSamples.letter, createdAt: createdAt)
        case .longestLetter: try PostLetterDocument.pdf(PaperSamples.longestLetter, createdAt: createdAt)
        case .personForm: try PaperFormDocument.pdf(PaperSamples.person, createdAt: createdAt)
        case .vehicleForm: try PaperFormDocument.pdf(PaperSamples.vehicle, createdAt: createdAt)
        case .visitForm: try PaperFormDocument.pdf(PaperSamples.visit, createdAt: createdAt)
        }
    }

    /// A4 in points.
    static let page = Rectangle(x: 0, y: 0, width: 210 / 25.4 * 72, height: 297 / 25.4 * 72)
}
