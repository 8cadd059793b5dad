import Hummingbird
import PassFormat
import Register

/// Which passes the browser that asks may suspend, lift and cancel: those that an application led to whose contact it has proved,
/// or that it has asked about with the code of a counter. That a pass is kept on a phone is not enough: phones are lost.
struct HolderAccess: Sendable {
    let register: Register

    /// The pass that a number stands for.
    /// - Throws: ``Problem/notFound`` for one that there is not, and for one of somebody else: nobody learns which.
    func pass(_ page: PageContext, numbered text: String) async throws -> PassSummary {
        guard let number = PassNumber.typed(text), let session = try await page.session,
            try await isTheirs(number, session), let pass = try await newest(number)
        else { throw Problem.notFound }
        return pass
    }

    /// Whether this browser has proved anything by which a pass could be theirs.
    func hasProof(_ page: PageContext) async throws -> Bool {
        guard let session = try await page.session else { return false }
        return session.hasContact || !session.applications.isEmpty
    }

    /// All of theirs that are not over, the newest first.
    func passes(_ page: PageContext, now: Int64) async throws -> [PassSummary] {
        guard let session = try await page.session else { return [] }
        var numbers: [String] = []
        for contact in try session.contacts { numbers += try await register.passes(of: contact).map(\.number) }
        for id in session.applications { numbers += try await register.history(of: id).passes.map(\.number) }
        var seen: Set<String> = []
        var current: [PassSummary] = []
        // One that was reissued goes by the number that it had.
        for number in numbers where seen.insert(number).inserted {
            guard let pass = try await newest(number), !pass.isExpired(at: now) else { continue }
            current.append(pass)
        }
        return current
    }

    private func newest(_ number: String) async throws -> PassSummary? {
        let passes = try await register.passes(number: number)
        return passes.last { $0.state != .waiting && $0.state != .intended && $0.state != .void }
    }

    private func isTheirs(_ number: String, _ session: WebSession) async throws -> Bool {
        guard let application = try await register.application(ofPass: number) else { return false }
        if try session.has(.application(application.id)) { return true }
        guard let contact = try await register.contactOnFile(pass: number) else { return false }
        return try session.has(.contact(contact))
    }
}
