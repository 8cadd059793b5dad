import Hummingbird
import Register
import StrictJSON

// Lists, a page at a time: each answer has the address of the next page (RFC 8288), which nobody makes up.
extension ProgramRoutes {
    private static let mostPerPage = 100
    private static let usualPerPage = 50

    private struct Page {
        let limit: Int
        let place: Int64?
        /// Everything but the cursor, as it stands in an address.
        let query: String
    }

    /// - Parameter list: which, with everything by which it was chosen: a cursor of one is of no other.
    private func page(
        _ query: [String: String], _ list: String, _ kept: [String], _ asked: ProgramRequest
    ) throws -> Page {
        var limit = Self.usualPerPage
        if let text = query["limit"] {
            guard let number = Int(text), (1...Self.mostPerPage).contains(number), String(number) == text else {
                throw ProgramProblem.parameter("limit", "a whole number from 1 to \(Self.mostPerPage)")
            }
            limit = number
        }
        var place: Int64?
        if let text = query["cursor"] {
            guard (8...128).contains(text.utf8.count), text.utf8.allSatisfy(Self.isCursorByte) else {
                throw ProgramProblem.parameter("cursor", "one that came with the page before")
            }
            guard let bytes = Base64URL.decode(Array(text.utf8)),
                let found = try register.place(in: bytes, list, of: asked.holder)
            else { throw ProgramProblem.wrongCursor }
            place = found
        }
        return Page(limit: limit, place: place, query: (["limit=\(limit)"] + kept).joined(separator: "&"))
    }

    private static func isCursorByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }

    private func answer(
        _ items: [JSONObject], next: Int64?, _ list: String, _ page: Page, _ path: String, _ asked: ProgramRequest
    ) throws -> Response {
        var members: JSONObject = ["items": .array(items.map { .object($0) })]
        guard let next else { return try answer(members, to: asked) }
        let cursor = String(
            decoding: Base64URL.encode(try register.cursor(next, list, of: asked.holder)), as: UTF8.self)
        members["next"] = .text(cursor)
        let address = "\(ProgramOperation.base)\(path)?\(page.query)&cursor=\(cursor)"
        return try answer(members, to: asked, link: "<\(address)>; rel=\"next\"")
    }

    func listApplications(_ asked: ProgramRequest) async throws -> Response {
        let query = try asked.query(["limit", "cursor", "state"])
        var state: ApplicationState?
        if let text = query["state"] {
            state = ApplicationState(rawValue: text)
            guard state != nil else { throw ProgramProblem.parameter("state", "one of the states of applications") }
        }
        let list = "applications:\(state?.rawValue ?? "")"
        let page = try page(query, list, state.map { ["state=\($0.rawValue)"] } ?? [], asked)
        let (found, next) = try await register.applications(
            of: asked.holder, state, after: page.place, limit: page.limit)
        return try answer(
            found.map { documents.application($0) }, next: next, list, page, ProgramOperation.listApplications.path,
            asked)
    }

    func listPasses(_ asked: ProgramRequest) async throws -> Response {
        let query = try asked.query(["limit", "cursor", "ended"])
        guard ["true", "false", nil].contains(query["ended"]) else {
            throw ProgramProblem.parameter("ended", "true or false")
        }
        let withEnded = query["ended"] == "true"
        let list = "passes:\(withEnded)"
        let page = try page(query, list, withEnded ? ["ended=true"] : [], asked)
        let time = now()
        let (found, next) = try await register.passes(
            of: asked.holder, withEnded: withEnded, after: page.place, limit: page.limit, now: time)
        return try answer(
            found.map { documents.pass($0, now: time) }, next: next, list, page, ProgramOperation.listPasses.path, asked
        )
    }
}
