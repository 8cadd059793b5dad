package import Register
import Synchronization

/// Whether payments are taken online, and as whom. Opened when the service knows its own address, which a test does not choose.
package final class PaymentDesk: Sendable {
    private let state = Mutex<Cashier?>(nil)

    package init() {}

    /// Nil while none are taken: then there is the counter, the bank and the post.
    package var cashier: Cashier? { state.withLock { $0 } }

    package func open(_ cashier: Cashier) { state.withLock { $0 = cashier } }
}
