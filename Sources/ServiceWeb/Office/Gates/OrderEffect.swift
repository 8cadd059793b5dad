import Hummingbird
import NIOCore
import Register

/// At how many gates of a port an order is in force, shown as it is for a revocation: counted by the page until all know.
enum OrderEffect {
    static func values(_ reach: OrderReach?, address: String, _ page: StaffPage) -> [String: Any] {
        var values = fragment(reach, page)
        values["hasEffect"] = reach != nil
        values["effectAddress"] = address
        return values
    }

    /// The piece that the page asks for again.
    static func response(_ reach: OrderReach?, _ page: StaffPage) throws -> Response {
        guard reach != nil else { throw Problem.notFound }
        let html = page.desk.site.templates.render("office-effect", in: page.language, fragment(reach, page))
        return Response(
            status: .ok, headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: html)))
    }

    private static func fragment(_ reach: OrderReach?, _ page: StaffPage) -> [String: Any] {
        let words = page.words
        guard let reach else { return ["effect": "", "effectGates": [[String: Any]](), "isEffective": true] }
        let text =
            reach.order.version == nil
            ? words["staff.effect-unpublished"]
            : words[
                "staff.effect", ["count": String(reach.effective), "all": String(reach.gates.count)]]
        return [
            "effect": text, "isEffective": reach.isEverywhere,
            "effectGates": reach.gates.map { gate -> [String: Any] in
                let isThere = gate.since != nil
                var values = StatusTag(
                    look: isThere ? .good : .waiting,
                    text: words[isThere ? "staff.effect-holds" : "staff.effect-waits"]
                ).values
                values["gate"] = gate.gate
                values["since"] = gate.since.map { page.moment($0) } ?? words["staff.effect-not-yet"]
                return values
            },
        ]
    }
}
