import Hummingbird
import Register

/// What is printed of an application: the receipt, and the letter in which a pass is posted. For who may see the application.
struct PaperRoutes: Sendable {
    let register: Register
    let site: Site
    let access: ApplicantAccess
    private let documents = DrawnDocuments()
    /// Seconds since 1970.
    let now: @Sendable () -> Int64

    init(register: Register, site: Site, access: ApplicantAccess, now: @escaping @Sendable () -> Int64) {
        self.register = register
        self.site = site
        self.access = access
        self.now = now
    }

    static func receipt(_ number: String) -> String { ApplyPaths.act(number, "receipt.pdf") }
    static func letter(_ number: String, pass: String) -> String { ApplyPaths.act(number, "letters/\(pass)") }

    func add(to router: SiteRouter) {
        router.get("my/applications/:number/receipt.pdf") { page in try await receipt(page) }
        router.get("my/applications/:number/letters/:pass") { page in try await letter(page) }
    }

    /// The receipt of an application, where it was paid by itself; nil for a company's of many.
    static func receipt(of application: PassApplication, in register: Register) async throws -> FeeReceipt? {
        guard let order = try await register.order(of: application.id),
            order.lines.allSatisfy({ $0.application == application.id }),
            let receipt = try await register.receipt(of: order.number), receipt.voidAt == nil
        else { return nil }
        return receipt
    }

    private func receipt(_ page: PageContext) async throws -> Response {
        let opened = try await access.application(page)
        guard let receipt = try await Self.receipt(of: opened.application, in: register) else {
            throw Problem.notFound
        }
        let first = opened.values[all: "zones"].first?.prefix { $0 != "/" }
        let paper = FeePaper(
            receipt: receipt, reference: opened.application.number,
            port: register.ports.first { $0.id == first.map(String.init) }, site: site, utcOffset: register.utcOffset)
        let bytes = try await documents.pdf(for: page.context.client) { try paper.pdf() }
        return DrawnDocuments.response(bytes, name: receipt.number)
    }

    private func letter(_ page: PageContext) async throws -> Response {
        let opened = try await access.application(page)
        let number = page.parameter("pass") ?? ""
        guard PassLetter.isWanted(opened),
            try await register.history(of: opened.application.id).passes.contains(where: { $0.number == number }),
            let pass = try await register.heldPass(number: number), pass.isGood(at: now())
        else { throw Problem.notFound }
        let letter = PassLetter(
            pass: pass, opened: opened, ports: register.ports,
            counters: register.siteFacts.counters?.counters ?? [], site: site, utcOffset: register.utcOffset,
            now: now())
        let bytes = try await documents.pdf(for: page.context.client) { try letter.pdf() }
        return DrawnDocuments.response(bytes, name: pass.number)
    }
}
