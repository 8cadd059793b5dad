import Hummingbird
import Register

/// A pass is open to the session that proved a contact with which it was applied for, began or asked about its application, or
/// typed the code that a counter made for it; and to the phone that it was bound to, which sees it and does nothing else.
struct SessionPassAccess: PassAccess {
    let register: Register

    func grant(toPass number: String, _ request: Request, _ context: ServiceContext) async throws -> PassGrant? {
        let session = try context.session
        guard let known = try await session.current(),
            let holding = try await register.holding(ofPass: number, in: known)
        else { return nil }
        return PassGrant(token: try session.formToken, isProved: holding == .proved)
    }

    func pass(
        _ number: String, _ request: Request, _ context: ServiceContext
    ) async throws -> (grant: PassGrant, pass: HeldPass)? {
        let session = try context.session
        guard let known = try await session.current(),
            let (holding, pass) = try await register.heldPass(number: number, in: known)
        else { return nil }
        return (PassGrant(token: try session.formToken, isProved: holding == .proved), pass)
    }

    func noteBound(_ pass: HeldPass, _ context: ServiceContext) async throws {
        try await context.session.grant(.phone(pass.id), limits: .phone)
    }
}
