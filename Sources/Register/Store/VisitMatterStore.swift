import SQLStore
import SingleWindows

/// What visits are about, as windows know it.
enum VisitMatterStore {
    static func set(_ subjects: [WindowSubject], of application: Int64, _ database: any SQLWriting) throws {
        try remove(of: application, database)
        try database.executeEach(
            "INSERT INTO visit_matter (application, window, port, mark) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            subjects.map {
                [.integer(application), .text($0.window.rawValue), .text($0.port), .text($0.mark)]
            })
    }

    static func remove(of application: Int64, _ database: any SQLWriting) throws {
        try database.execute("DELETE FROM visit_matter WHERE application = ?", .integer(application))
    }

    static func all(of application: Int64, _ database: any SQLReading) throws -> [VisitMatter] {
        try database.rows(
            """
            SELECT window, port, mark, EXISTS (
                SELECT 1 FROM window_question WHERE window_question.window = visit_matter.window
                    AND window_question.port = visit_matter.port AND window_question.mark = visit_matter.mark
                    AND window_question.state = 'dead')
            FROM visit_matter WHERE application = ? ORDER BY window, mark, port
            """, .integer(application)
        ).map { row in
            guard let window = SingleWindow(rawValue: try row.text(0)),
                let subject = WindowSubject(window: window, port: try row.text(1), mark: try row.text(2))
            else { throw RegisterError.damaged("what a visit is about") }
            return VisitMatter(
                subject: subject, state: try WindowStateStore.last(subject, database)?.state,
                isStuck: try row.integer(3) != 0)
        }
    }
}
