package import Hummingbird
import PassCrypto
package import Register

/// Every pass is open to a browser on this machine, as the desk at `/office` is: for development, never for real passes.
package struct LoopbackPassAccess: PassAccess {
    /// As long as the process lives.
    private let token: String

    package init(random: RandomSource) { token = Hex.encode(random.bytes(32)) }

    package func grant(
        toPass number: String, _ request: Request, _ context: ServiceContext
    ) async throws -> PassGrant? {
        OfficeGuard.admits(request, context) ? PassGrant(token: token) : nil
    }
}
