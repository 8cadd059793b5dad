/// An order as a row of a list.
package struct OrderSummary: Hashable, Sendable {
    /// Its place in the order in which orders were made.
    package let place: Int64
    package let number: OrderNumber
    package let state: OrderState
    package let total: Int64
    /// What came and counts for it.
    package let applied: Int64
    package let madeAt: Int64
    package let expiresAt: Int64
    package let lineCount: Int64
    package let receipt: String?
}
