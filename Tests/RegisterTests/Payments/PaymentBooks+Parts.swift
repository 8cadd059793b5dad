import Register

extension PaymentBooks {
    static func of(
        received: Int64 = 0, receipted: Int64 = 0, parts: Int64 = 0, surplus: Int64 = 0, refunded: Int64 = 0
    ) -> PaymentBooks {
        PaymentBooks(received: received, receipted: receipted, parts: parts, surplus: surplus, refunded: refunded)
    }
}
