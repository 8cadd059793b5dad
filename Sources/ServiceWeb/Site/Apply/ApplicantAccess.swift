import Hummingbird
import Register

/// Which applications the browser that asks may see: those that its session began, asked about with a code, or that were made
/// with a contact that it has proved.
struct ApplicantAccess: Sendable {
    let register: Register

    /// - Throws: ``Problem/notFound`` for one that there is not, and for one of somebody else: nobody learns which.
    func application(_ page: PageContext) async throws -> Register.OpenedApplication {
        guard let number = page.parameter("number").flatMap({ ApplicationNumber(typed: $0) }) else {
            throw Problem.notFound
        }
        return try await application(page, numbered: number)
    }

    /// How it stands and what happened to it.
    func progress(_ page: PageContext) async throws -> (PassApplication, ApplicationHistory) {
        guard let number = page.parameter("number").flatMap({ ApplicationNumber(typed: $0) }),
            let session = try await page.session,
            let found = try await register.progress(number: number, in: session)
        else { throw Problem.notFound }
        return found
    }

    func application(
        _ page: PageContext, numbered number: ApplicationNumber
    ) async throws -> Register.OpenedApplication {
        guard let session = try await page.session,
            let opened = try await register.opened(number: number, in: session)
        else { throw Problem.notFound }
        return opened
    }
}
