package import TrustFiles

/// An expected visitor as the register has it.
package struct RegisteredVisitor: Hashable, Sendable {
    /// By which it is taken back.
    package let id: Int64
    package let visitor: ExpectedVisitor
}
