import Hummingbird
import PassRender
import Register
import Synchronization

/// Blank forms to print: drawn once, the same in every language, since they are in Chinese and English.
struct PaperFormRoutes: Sendable {
    /// At the foot of each page.
    private static let edition = "115.01"

    private final class Shelf: Sendable {
        let drawn = Mutex<[ApplicationKind: [UInt8]]>([:])
    }

    let register: Register
    let site: Site
    private let documents = DrawnDocuments()
    private let shelf = Shelf()

    init(register: Register, site: Site) {
        self.register = register
        self.site = site
    }

    static func path(_ kind: ApplicationKind) -> String { "forms/\(kind.rawValue).pdf" }

    func add(to router: SiteRouter) {
        for kind in ApplicationKind.allCases {
            router.get(Self.path(kind)) { page in
                if let known = shelf.drawn.withLock({ $0[kind] }) { return Self.response(known, kind) }
                let bytes = try await documents.pdf(for: page.context.client) { try draw(kind) }
                shelf.drawn.withLock { $0[kind] = bytes }
                return Self.response(bytes, kind)
            }
        }
    }

    private static func response(_ bytes: [UInt8], _ kind: ApplicationKind) -> Response {
        DrawnDocuments.response(bytes, name: kind.rawValue, caching: "public, max-age=3600")
    }

    @inline(never)
    private func draw(_ kind: ApplicationKind) throws -> [UInt8] {
        let issuer = site.words(.zhHant)["site.name"]
        let ports = register.ports.map { port in
            Label(port.name.text(in: .zhHant).text, port.name.text(in: .en).text)
        }
        let code = "PP-\(kind.rawValue.uppercased()) \(Self.edition)"
        let words = PaperFormWords.standard
        let form =
            switch kind {
            case .person: PaperForm.person(issuerName: issuer, code: code, ports: ports, words: words)
            case .vehicle: PaperForm.vehicle(issuerName: issuer, code: code, ports: ports, words: words)
            case .visit: PaperForm.visit(issuerName: issuer, code: code, ports: ports, words: words)
            }
        return try PaperFormDocument.pdf(form, createdAt: 0).bytes
    }
}
