import StrictJSON

/// The sums of the books. What came is always what is receipted, waits in part, is held, or went back.
package struct PaymentBooks: Hashable, Sendable {
    /// All money that ever came.
    package let received: Int64
    /// Receipts that are not void.
    package let receipted: Int64
    /// Parts of orders that are not paid in full.
    package let parts: Int64
    /// What we hold and nobody owes us.
    package let surplus: Int64
    package let refunded: Int64

    package init(received: Int64, receipted: Int64, parts: Int64, surplus: Int64, refunded: Int64) {
        self.received = received
        self.receipted = receipted
        self.parts = parts
        self.surplus = surplus
        self.refunded = refunded
    }

    package var isBalanced: Bool { received == receipted + parts + surplus + refunded }

    /// One JSON object, without a newline.
    package var json: [UInt8] {
        JSONWriter.compact(
            .object([
                "received": .integer(received), "receipted": .integer(receipted), "parts": .integer(parts),
                "surplus": .integer(surplus), "refunded": .integer(refunded), "balanced": .bool(isBalanced),
            ]))
    }
}
