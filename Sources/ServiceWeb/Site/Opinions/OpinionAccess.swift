import Hummingbird
import Register

/// Which of what was written the browser that asks may see: what its session sent or asked about with a code, and what was
/// written with a contact that it has proved.
struct OpinionAccess: Sendable {
    let register: Register

    /// - Throws: ``Problem/notFound`` for one that there is not, and for one of somebody else: nobody learns which.
    func opinion(_ page: PageContext) async throws -> OpenedOpinion {
        guard let number = page.parameter("number").flatMap({ OpinionNumber(typed: $0) }),
            let session = try await page.session, let opened = try await register.opened(number),
            try session.has(.opinion(number)) || opened.contact.map({ try session.has(.contact($0)) }) ?? false
        else { throw Problem.notFound }
        return opened
    }
}
