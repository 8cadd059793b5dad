import ArgumentParser
import CommandSupport
import Identifiers
import Register
import StrictJSON

/// `portpass news`: what the office tells everybody, from the command line.
struct NewsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "news", abstract: "What the office tells everybody.",
        subcommands: [NewsListCommand.self, NewsPublishCommand.self])
}

/// `portpass news list`.
struct NewsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Every announcement, the newest first: one JSON object a line.")

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let news = try await register.withRegister { register, _ in try await register.announcements() }
        for one in news {
            let content = one.draft?.content ?? one.revisions.last?.content
            let members: JSONObject = [
                "announcement": .integer(one.number), "state": .text(one.state.rawValue),
                "title": .text(content?.text(in: .zhHant).text.title ?? ""),
                "revisions": .integer(Int64(one.revisions.count)),
            ]
            try StandardOutput.write(JSONWriter.compact(.object(members)) + [0x0A])
        }
    }
}

/// `portpass news publish`.
struct NewsPublishCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish", abstract: "Writes announcements, and publishes them: one JSON object a line in.",
        discussion: """
            {"title": {"zh-Hant": …, "en": …}, "text": {…}, "ports": […], "from": "2026-12-01", "until": …, "important": true}. \
            Without "from" it is from today on. The lines are checked as the office's form is; the first that is refused ends it, \
            and those before it are published. Prints the number of each.
            """)

    /// A file of announcements that people wrote.
    private static let limit = 1 << 20

    @Option(
        name: .long, help: ArgumentHelp("The announcements, one JSON object a line.", valueName: "file"),
        transform: CommandStreams.resolvePath)
    var jsonl: String

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let lines = try SmallFile.read(jsonl, limit: Self.limit).split(separator: 0x0A)
        var forms: [AnnouncementForm] = []
        for (place, line) in lines.enumerated() { forms.append(try Self.form(Array(line), line: place + 1)) }
        let read = forms
        try await register.withRegister { register, principal in
            for (place, form) in read.enumerated() {
                let number = try await Self.publish(form, line: place + 1, register, principal)
                try StandardOutput.write("\(number)\n")
            }
        }
    }

    private static func publish(
        _ typed: AnnouncementForm, line: Int, _ register: Register, _ principal: Principal
    ) async throws -> Int64 {
        let now = WallClock.now()
        var form = typed
        if form.from.isEmpty { form.from = DateText.iso(CivilDate(of: now, utcOffset: register.utcOffset)) }
        let number = try number(await register.draft(form, by: principal, now: now), line: line)
        guard let draft = try await register.announcement(number) else {
            throw PlainError("line \(line): the announcement is not there any more")
        }
        let none = BulletinReason.none
        let change = try await register.publishAnnouncement(
            number, seen: draft.changes, reason: none, by: principal, now: now)
        return try self.number(change, line: line)
    }

    private static func number(_ change: BulletinChange, line: Int) throws -> Int64 {
        switch change {
        case .changed(let number): return number
        case .refused(let faults):
            let what = faults.map { "\($0.field) (\($0.rule))" }.joined(separator: ", ")
            throw PlainError("line \(line) is refused: \(what)")
        case .moved: throw PlainError("line \(line): another has just changed the announcement")
        }
    }

    private static func form(_ bytes: [UInt8], line: Int) throws -> AnnouncementForm {
        let known: Set<String> = ["title", "text", "ports", "from", "until", "important"]
        guard case .object(let members)? = try? JSONReader.read(bytes),
            members.members.allSatisfy({ known.contains($0.name.string) })
        else { throw PlainError("line \(line) is no announcement: see portpass help news publish") }
        func string(_ value: JSONValue?) throws -> String {
            switch value {
            case nil: return ""
            case .string(let text)?: return text.string
            default: throw PlainError("line \(line) has something else where a text should be")
            }
        }
        func texts(_ name: ExactText) throws -> [SiteLanguage: String] {
            guard case .object(let written)? = members[name] else { throw PlainError("line \(line) has no \(name)") }
            var texts: [SiteLanguage: String] = [:]
            for member in written.members {
                guard let language = SiteLanguage(rawValue: member.name.string) else {
                    throw PlainError("line \(line): the site has no language \(member.name.string)")
                }
                texts[language] = try string(member.value)
            }
            return texts
        }
        var form = AnnouncementForm()
        form.typed[.title] = try texts("title")
        form.typed[.text] = try texts("text")
        form.from = try string(members["from"])
        form.until = try string(members["until"])
        if case .array(let ports)? = members["ports"] { form.ports = try ports.map(string) }
        form.isImportant = members["important"] == .bool(true)
        return form
    }
}
