/// An order that is ready to be opened: what needs chance is done, so that a transaction can open it, and be run again.
package struct PreparedOrder: Hashable, Sendable {
    package let number: OrderNumber
    package let lines: [OrderLine]
    package let total: Int64
    /// Seconds since 1970.
    package let expires: Int64
    /// The payer, sealed.
    let payer: [UInt8]
}
