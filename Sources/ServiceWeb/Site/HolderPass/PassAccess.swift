package import Hummingbird
package import Register

/// Who may see a pass's page and act for it. What stands behind it proves sessions; this part only asks.
package protocol PassAccess: Sendable {
    /// - Parameter number: as the address has it; there may be no such pass, and the answer must not tell.
    /// - Returns: nil for whoever has not proved that the pass is theirs.
    func grant(toPass number: String, _ request: Request, _ context: ServiceContext) async throws -> PassGrant?

    /// The same with the pass; nil also where there is none.
    func pass(
        _ number: String, _ request: Request, _ context: ServiceContext
    ) async throws -> (grant: PassGrant, pass: HeldPass)?

    /// Notes that a pass was bound to the browser that asks: there it stays open for as long as it is used.
    func noteBound(_ pass: HeldPass, _ context: ServiceContext) async throws
}
