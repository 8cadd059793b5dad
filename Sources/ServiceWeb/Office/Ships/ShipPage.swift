import Hummingbird
import Identifiers
import Register
import ShipCalls

/// One port's ships on a page.
struct ShipPage {
    /// No port has more at once; a hostile feed may.
    private static let most = 500

    let ports: [PortCode]
    let port: PortCode
    let feeds: [ShipFeedStatus]
    let ships: PortShips

    /// Where nobody said which feeds to fetch, and none was imported.
    @inline(never)
    static func withoutFeeds(_ page: StaffPage) throws -> Response {
        var view = OfficeView("office-ships", title: page.words["staff.menu-ships"])
        view.values["hasFeeds"] = false
        return try view.response(in: page)
    }

    @inline(never)
    func response(_ page: StaffPage) throws -> Response {
        let words = page.words
        var view = OfficeView("office-ships", title: words["staff.menu-ships"])
        let typed = page.query("q")
        let found = calls(typed, page.now)
        view.values["hasFeeds"] = true
        view.values["ports"] = ports.map { code in
            ["value": code.rawValue, "text": Self.name(of: code, page), "isChosen": code == port]
        }
        view.values["q"] = typed
        view.values["asOf"] = ships.asOf.map { asOf in
            words["staff.ships-as-of", ["time": page.moment(asOf), "age": page.age(of: asOf)]]
        }
        view.values["hasAsOf"] = ships.asOf != nil
        view.values["alarms"] = feeds.flatMap { $0.alarms(now: page.now) }.map { alarm in
            [
                "text": words[
                    "staff.ships-\(alarm.kind.rawValue)", ["feed": alarm.feed.name, "fault": alarm.feed.fault ?? ""]]
            ]
        }
        view.values["hasAlarms"] = feeds.contains { !$0.alarms(now: page.now).isEmpty }
        view.values["count"] = words["staff.ships-count", ["count": String(found.count)]]
        view.values["hasFound"] = !found.isEmpty
        view.values["ships"] = found.prefix(Self.most).map { Self.values($0, page) }
        return try view.response(in: page)
    }

    /// Those that are meant, the likeliest first; without a question all, by when they come.
    private func calls(_ typed: String, _ now: Int64) -> [ShipCall] {
        guard let query = CallQuery(typed) else {
            return typed.isEmpty
                ? ships.snapshot.sorted.sorted { ($0.ata ?? $0.eta ?? .max) < ($1.ata ?? $1.eta ?? .max) } : []
        }
        return CallFinder(ships.snapshot, asOf: ships.asOf ?? now).matches(query, during: now...now, port: port)
            .map(\.call)
    }

    private static func name(of port: PortCode, _ page: StaffPage) -> String {
        page.register.siteFacts.ports.first { $0.id == port.locationCode }.map { page.name(of: $0) } ?? port.rawValue
    }

    private static func values(_ call: ShipCall, _ page: StaffPage) -> [String: Any] {
        let words = page.words
        let look: StatusTag.Look =
            switch call.state {
            case .expected: .waiting
            case .inPort: .good
            case .departed: .over
            }
        var values = StatusTag(look: look, text: words["staff.ships-\(call.state.rawValue)"]).values
        let names =
            page.language == .zhHant ? [call.chineseName, call.englishName] : [call.englishName, call.chineseName]
        values["name"] = names.compactMap { $0 }.first ?? "—"
        values["other"] = names.compactMap { $0 }.dropFirst().first ?? ""
        values["visa"] = call.visaNumber ?? "—"
        values["marks"] = [call.imo.map { "IMO \($0.digits)" }, call.callSign].compactMap { $0 }.joined(
            separator: " · ")
        values["arrival"] = time(call.ata, call.eta, page)
        values["departure"] = time(call.atd, call.etd, page)
        values["berth"] = call.berthName ?? call.berthCode ?? "—"
        values["agent"] = call.agent ?? "—"
        return values
    }

    /// An actual time says nothing more; a forecast says that it is one.
    private static func time(_ actual: Int64?, _ forecast: Int64?, _ page: StaffPage) -> String {
        if let actual { return page.moment(actual) }
        return forecast.map { page.words["staff.ships-forecast", ["time": page.moment($0)]] } ?? "—"
    }
}
