import Register
import ShipCalls
import SingleWindows

/// What the register says of itself in figures.
enum RegisterExposition {
    static func write(_ register: Register, now: Int64, to output: inout Exposition) async throws {
        let figures = try await register.figures(now: now)
        output.single("portpass_passes_total", .counter, "Passes that were ever issued.", Double(figures.passes))
        output.single("portpass_audit_records_total", .counter, "Records of the audit log.", Double(figures.auditSize))
        output.family("portpass_applications", .gauge, "Applications that wait for somebody or something, by state.")
        for (state, count) in figures.applications.sorted(by: { $0.key < $1.key }) {
            output.sample("portpass_applications", "", [("state", state)], Double(count))
        }
        let notices = try await register.noticeCounts(now: now)
        output.family("portpass_messages_waiting", .gauge, "Messages that wait to be sent, by channel.")
        for (channel, count) in notices.waiting.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            output.sample("portpass_messages_waiting", "", [("channel", channel.rawValue)], Double(count))
        }
        output.single(
            "portpass_messages_oldest_seconds", .gauge, "How long the oldest message has waited.",
            Double(notices.oldest.map { max(0, now - $0) } ?? 0))
        output.single(
            "portpass_messages_failed_last_day", .gauge, "Messages given up within a day.", Double(notices.failed))
        output.single(
            "portpass_messages_sent_last_day", .gauge, "Messages sent within a day.", Double(notices.sent))
        output.family("portpass_findings_open", .gauge, "Findings of the gates' journals that are open, by kind.")
        for (kind, count) in figures.findings.sorted(by: { $0.key < $1.key }) {
            output.sample(
                "portpass_findings_open", "",
                [("kind", kind), ("severity", FindingKind(rawValue: kind)?.severity.rawValue ?? "alarm")],
                Double(count))
        }
        output.single("portpass_tasks_open", .gauge, "Reports of guards that nobody did yet.", Double(figures.tasks))
        output.single(
            "portpass_cases_open", .gauge, "Opinions, petitions and appeals that wait for an answer.",
            Double(figures.cases))
        output.single(
            "portpass_cases_overdue", .gauge, "Those of them whose day is over.", Double(figures.overdueCases))
        output.single(
            "portpass_orders_paid_waiting", .gauge, "Paid orders whose passes are not made yet.",
            Double(figures.unsettledOrders))
        writeShips(figures.shipFeeds, now: now, to: &output)
        output.family(
            "portpass_window_questions", .gauge, "Questions to single windows that are not over, by window and state.")
        for window in SingleWindow.allCases {
            for state in [AskedQuestion.State.waiting, .sending, .sent, .dead] {
                let count = figures.windowQuestions.first { $0.window == window && $0.state == state }?.count ?? 0
                output.sample(
                    "portpass_window_questions", "", [("window", window.rawValue), ("state", state.rawValue)],
                    Double(count))
            }
        }
        try await writeGates(register, now: now, to: &output)
        output.family("portpass_password_slots", .gauge, "Looks at passwords that are going on, and that wait.")
        output.sample("portpass_password_slots", "", [("state", "running")], Double(figures.passwords.running))
        output.sample("portpass_password_slots", "", [("state", "waiting")], Double(figures.passwords.waiting))
        output.single(
            "portpass_database_bytes", .gauge, "Bytes of the database's file.", figures.databaseBytes.map(Double.init))
        output.single(
            "portpass_database_log_bytes", .gauge, "Bytes of the database's write-ahead log.",
            Double(figures.logBytes ?? 0))
        output.single(
            "portpass_disk_free_bytes", .gauge, "Bytes that the service may still write where the register is.",
            figures.freeBytes.map(Double.init))
    }

    private static func writeShips(_ feeds: [ShipFeedStatus], now: Int64, to output: inout Exposition) {
        guard !feeds.isEmpty else { return }
        output.family(
            "portpass_ship_feed_age_seconds", .gauge, "How long ago a feed of ships was last good; none that never was."
        )
        for feed in feeds {
            guard let readAt = feed.readAt else { continue }
            output.sample(
                "portpass_ship_feed_age_seconds", "", [("port", feed.port.rawValue), ("feed", feed.name)],
                Double(max(0, now - readAt)))
        }
        output.family(
            "portpass_ship_feed_alarms", .gauge, "Feeds of ships that somebody should look at, by what is wrong.")
        let alarms = feeds.flatMap { $0.alarms(now: now) }
        for kind in ShipAlarm.Kind.allCases {
            output.sample(
                "portpass_ship_feed_alarms", "", [("kind", kind.rawValue)], Double(alarms.count { $0.kind == kind }))
        }
    }

    /// By how long ago they were last heard of: a gate polls every 30 seconds.
    private static func writeGates(_ register: Register, now: Int64, to output: inout Exposition) async throws {
        let gates = try await register.gates(now: now).filter { $0.state == .enrolled }
        let bounds: [(name: String, most: Int64)] = [
            ("1m", 60), ("5m", 300), ("1h", 3_600), ("1d", 86_400), ("8d", 8 * 86_400),
        ]
        var counts: [String: Int] = [:]
        for gate in gates {
            let age = gate.lastContact.map { max(0, now - $0) }
            let name = age.flatMap { age in bounds.first { age <= $0.most }?.name } ?? (age == nil ? "never" : "older")
            counts[name, default: 0] += 1
        }
        output.family("portpass_gates", .gauge, "Enrolled gates by the age of their last contact.")
        for name in bounds.map(\.name) + ["older", "never"] {
            output.sample("portpass_gates", "", [("contact", name)], Double(counts[name] ?? 0))
        }
        output.single(
            "portpass_gates_backlog_records", .gauge, "Journal records that gates hold back, as they said themselves.",
            Double(gates.reduce(0) { $0 + ($1.backlog ?? 0) }))
    }
}
