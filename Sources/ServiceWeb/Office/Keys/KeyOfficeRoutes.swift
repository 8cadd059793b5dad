import Hummingbird
import PassFormat
import Register

/// What keys there are, what each signs and until when, and what is to be done next. Keys are made and moved on the machine where they
/// are kept: the page says with which command.
struct KeyOfficeRoutes: Sendable {
    func add(to router: OfficeRouter) {
        router.page("keys", .seeKeys) { page in
            try Self.view(of: try await page.register.keyOverview(now: page.now), page)
        }
    }

    /// Apart from the asynchronous part, and not inlined into it: the optimiser of Swift 6.3.1 crashes there.
    @inline(never)
    private static func view(of overview: KeyOverview, _ page: StaffPage) throws -> Response {
        let words = page.words
        var view = OfficeView("office-keys", title: words["staff.menu-keys"])
        view.values = Self.alarm(overview.alarm, words)
        view.values["keys"] = overview.keys.map { Self.values($0, page) }
        view.values["rotations"] = overview.rotations.map { Self.values($0, page) }
        view.values["roles"] = overview.roles.map { Self.values($0, page) }
        return try view.response(in: page)
    }

    private static func alarm(_ alarm: KeyAlarm?, _ words: SiteWords) -> [String: Any] {
        let look: StatusTag.Look =
            switch alarm {
            case nil: .good
            case .notice: .waiting
            case .warning: .asking
            case .urgent, .over: .bad
            }
        return StatusTag(look: look, text: words["staff.key-alarm-\(alarm?.rawValue ?? "none")"]).values
    }

    private static func values(_ key: KeyOverview.SigningKey, _ page: StaffPage) -> [String: Any] {
        let words = page.words
        var values = key.state == .current ? alarm(key.alarm, words) : [:]
        values["hasAlarm"] = key.state == .current
        values["id"] = key.id.hex
        values["use"] = words["staff.key-use-\(key.use.rawValue)"]
        values["state"] = words["staff.key-state-\(key.state.rawValue)"]
        values["from"] = page.day(key.notBefore)
        values["until"] = page.day(key.expires - 1)
        values["left"] = words["staff.key-left", ["count": String(max(0, key.daysLeft))]]
        return values
    }

    private static func values(_ rotation: KeyRotation, _ page: StaffPage) -> [String: Any] {
        let words = page.words
        let use = rotation.use.rawValue
        var text = words["staff.rotation-\(rotation.stage.rawValue)"]
        if rotation.stage == .waiting {
            let missing = rotation.missing.joined(separator: words["staff.comma"])
            text +=
                words[
                    "staff.rotation-missing", ["gates": missing.isEmpty ? words["staff.rotation-no-gate"] : missing]]
            if let until = rotation.until { text += words["staff.rotation-until", ["time": page.moment(until)]] }
        }
        let command =
            switch rotation.stage {
            case .settled: "portpass keys announce \(use)"
            case .unpublished: "portpass publish"
            case .waiting: ""
            case .ready: "portpass keys rotate \(use)"
            }
        return [
            "use": words["staff.key-use-\(use)"], "key": rotation.announced?.id.hex ?? "—", "stage": text,
            "hasCommand": !command.isEmpty, "command": command,
        ]
    }

    private static func values(_ role: KeyOverview.Role, _ page: StaffPage) -> [String: Any] {
        let words = page.words
        var values = alarm(role.alarm, words)
        values["role"] = role.name
        values["keys"] = role.keys.map(\.hex)
        values["threshold"] =
            words[
                "staff.role-threshold", ["count": String(role.threshold), "all": String(role.keys.count)]]
        values["version"] = role.version.map { String($0) } ?? "—"
        values["until"] = role.expires.map { page.day($0 - 1) } ?? "—"
        values["where"] = words[role.isAtHand ? "staff.key-here" : "staff.key-elsewhere"]
        return values
    }
}
