/// A PDF, and how its texts came to lie on its pages.
package struct RenderedDocument: Hashable, Sendable {
    package let bytes: [UInt8]
    package let report: LayoutReport
}
