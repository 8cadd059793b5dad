/// Through whom money came.
package enum PaymentMethod: String, Hashable, Sendable, CaseIterable {
    case ecpay, counter, bank, post
}
