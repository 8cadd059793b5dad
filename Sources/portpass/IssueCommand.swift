import ArgumentParser
import CommandSupport
import Foundation
import Photos
import Register
import SQLStore

/// `portpass issue`: passes for records, one JSON line a pass.
struct IssueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "issue",
        abstract: "Issues a pass for each record: one JSON line out a pass.",
        discussion: """
            A record that breaks a rule is refused with the field and the rule on standard error; the others are issued. \
            The exit status is then 1. A pass is in the register before its line is printed. A record's "photo" names a \
            picture (JPEG, PNG or WebP), from the folder of the records' file, or the working directory with -.
            """)

    /// Longer lines are no records.
    private static let lineLimit = 65_536

    @OptionGroup var register: RegisterOptions

    @Option(
        name: .long, help: ArgumentHelp("A file with one record.", valueName: "file"),
        transform: CommandStreams.resolvePath)
    var record: String?

    @Option(
        name: .long, help: ArgumentHelp("A file with one record a line, or - for standard input.", valueName: "file|-"))
    var jsonl: String?

    func validate() throws {
        guard (record == nil) != (jsonl == nil) else {
            throw ValidationError("give either --record or --jsonl")
        }
    }

    func run() async throws {
        if let record {
            let bytes = try Self.contents(of: record)
            try await register.withRegister { register, principal in
                let folder = DurableFile.folder(of: CommandStreams.resolvePath(record))
                let photos = Self.photos(of: folder, register)
                let outcome = try await register.issue(bytes, photos: photos, by: principal, now: WallClock.now())
                try Self.print(outcome, line: nil)
            }
        } else if let jsonl {
            try await issueLines(of: jsonl)
        }
    }

    private func issueLines(of file: String) async throws {
        let input = CommandStreams.current.input
        let descriptor = file == "-" ? input : open(CommandStreams.resolvePath(file), O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw PlainError("\(file) can't be read: \(String(cString: strerror(errno)))") }
        defer { if descriptor != input { close(descriptor) } }
        let folder =
            file == "-"
            ? CommandStreams.resolvePath(".")
            : DurableFile.folder(of: CommandStreams.resolvePath(file))
        var lines = LineFeed(LineReader(descriptor: descriptor, limit: Self.lineLimit))
        var progress = ProgressLine("issued")
        var issued = 0
        let summary = try await register.withRegister { register, principal in
            let photos = Self.photos(of: folder, register)
            return try await register.issueLines(
                next: { try lines.next() }, photos: photos, now: WallClock.now, by: principal
            ) { line in
                if case .refused(let refusal) = line.outcome {
                    StandardError.write("line \(line.line): \(refusal)\n")
                } else {
                    try Self.print(line.outcome, line: line.line)
                    issued += 1
                    progress.update(issued)
                }
            }
        }
        progress.finish(issued)
        if summary.refused > 0 {
            throw PlainError(
                "\(summary.refused) of \(issued + summary.refused) records were refused: mend the lines named above")
        }
    }

    private static func photos(of folder: String, _ register: Register) -> PhotoTaking {
        let photos = RecordPhotos(folder: folder, intake: PhotoIntake(), register: register)
        return { await photos.take($0) }
    }

    private static func print(_ outcome: IssueOutcome, line: Int?) throws {
        switch outcome {
        case .issued(let pass), .already(let pass):
            for warning in pass.warnings {
                StandardError.write("\(line.map { "line \($0)" } ?? "note"): \(warning.field): \(warning.message)\n")
            }
            try StandardOutput.write(pass.json + [UInt8(ascii: "\n")])
        case .refused(let refusal):
            throw PlainError("\(refusal)")
        }
    }

    private static func contents(of file: String) throws -> [UInt8] {
        guard let handle = FileHandle(forReadingAtPath: file), let data = try? handle.read(upToCount: lineLimit + 1)
        else {
            throw PlainError("\(file) can't be read: name a file with one record")
        }
        guard data.count <= lineLimit else {
            throw PlainError("\(file) is too large for one record: use --jsonl for many")
        }
        return Array(data)
    }
}
