import Hummingbird
import Register

/// A pass is open to the session that proved a contact with which it was applied for, or began or asked about its application.
struct SessionPassAccess: PassAccess {
    let register: Register

    func grant(toPass number: String, _ request: Request, _ context: ServiceContext) async throws -> PassGrant? {
        let session = try context.session
        guard let proved = try await session.current(),
            try await register.isHolder(
                ofPass: number, contacts: proved.contacts, applications: proved.applications, passes: proved.passes)
        else { return nil }
        return PassGrant(token: try session.formToken)
    }
}
