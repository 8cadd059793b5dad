import Hummingbird
import Register
import StrictJSON

// Visitors whom gates are told of.
extension ProgramRoutes {
    func expectVisitors(_ asked: ProgramRequest) async throws -> Response {
        let (bytes, object) = try await asked.json()
        let order = try Self.visitors(object, most: register.companyRules.visitors)
        return try await once(asked, bytes) { call in
            guard register.ports.contains(where: { $0.id == order.port && !$0.zones.isEmpty }) else {
                throw ProgramProblem.faults([Fault("port", "unknown")]) { "/\($0)" }
            }
            let list = VisitorList(
                order.visitors, from: order.from, until: order.until, ship: order.ship ?? "",
                sponsor: asked.holder.companyName, now: now(),
                utcOffset: register.utcOffset, most: register.companyRules.visitors)
            guard list.faults.isEmpty else { throw Self.problem(list.faults) }
            let answer = ProgramAnswer(
                status: 200,
                body: JSONWriter.compact(.object(["expected": .integer(Int64(order.visitors.count))])))
            _ = try await register.expect(list, port: order.port, by: call, answer: answer, now: now())
            return answer
        }
    }

    private struct Visit {
        let port: String
        let from: String
        let until: String
        let ship: String?
        let visitors: [(name: String, document: String)?]
    }

    @inline(never)
    private static func visitors(_ object: JSONObject, most: Int) throws(ProgramProblem) -> Visit {
        try object.check(only: ["port", "from", "until", "vesselCall", "visitors"])
        let (port, from, until) = (try object.text("port"), try object.text("from"), try object.text("until"))
        guard let value = object["visitors"] else { throw .shape("/visitors", "required") }
        guard case .array(let rows) = value else { throw .shape("/visitors", "type") }
        guard !rows.isEmpty else { throw .shape("/visitors", "required") }
        guard rows.count <= most else { throw .shape("/visitors", "too-many") }
        var visitors: [(name: String, document: String)?] = []
        for (place, row) in rows.enumerated() {
            let pointer = "/visitors/\(place)"
            guard case .object(let visitor) = row else { throw .shape(pointer, "type") }
            try visitor.check(only: ["name", "document"], at: pointer)
            let name = try visitor.text("name", at: pointer)
            let document = try visitor.text("document", at: pointer)
            guard (1...90).contains(name.utf8.count) else { throw .shape("\(pointer)/name", "too-long") }
            guard (1...64).contains(document.utf8.count) else { throw .shape("\(pointer)/document", "too-long") }
            visitors.append((name, document))
        }
        return Visit(
            port: port, from: from, until: until, ship: try object.optionalText("vesselCall"), visitors: visitors)
    }

    /// A line that is wrong is named by its place.
    private static func problem(_ faults: [Fault]) -> ProgramProblem {
        var fields: [ProgramProblem.Field] = []
        for fault in faults {
            if fault.rule == "line", let row = fault.facts["row"].flatMap({ Int($0) }) {
                fields.append(.init(pointer: "/visitors/\(row - 1)", code: "format"))
            } else {
                fields.append(.init(pointer: "/\(fault.field)", code: fault.rule, facts: fault.facts))
            }
        }
        return ProgramProblem(ProgramProblem.faults([]).problem, fields: fields)
    }
}
