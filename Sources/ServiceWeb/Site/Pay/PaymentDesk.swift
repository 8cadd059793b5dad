package import Payments
package import Register
import Synchronization

/// Whether payments are taken online, and as whom. Opened when the service knows its own address, which a test does not choose.
package final class PaymentDesk: Sendable {
    private struct State {
        var cashier: Cashier?
        var gateway: (any PaymentGateway)?
    }

    private let state = Mutex(State())

    package init() {}

    /// Nil while none are taken: then there is the counter, the bank and the post.
    package var cashier: Cashier? { state.withLock { $0.cashier } }

    /// The payment service, asked by us; nil while none is.
    package var gateway: (any PaymentGateway)? { state.withLock { $0.gateway } }

    package func open(_ cashier: Cashier, asking gateway: (any PaymentGateway)? = nil) {
        state.withLock { $0 = State(cashier: cashier, gateway: gateway) }
    }
}
