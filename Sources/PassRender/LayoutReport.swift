/// How a document was laid out: what a caller warns about, and what the tests hold the layout to.
package struct LayoutReport: Hashable, Sendable {
    /// Every text drawn, page by page.
    package let texts: [PlacedText]
    /// Characters that no installed font has, each once: drawn as 〓, the mark of a missing type, never as a box. Whoever
    /// prints the pass asks staff for a substitute.
    package let missingCharacters: [Unicode.Scalar]
    /// The side of one module of the QR code, in millimetres.
    package let moduleMillimetres: Double
}
