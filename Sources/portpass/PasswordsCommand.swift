import ArgumentParser
import CommandSupport
import Foundation
import Register
import StrictJSON

/// `portpass passwords`: which passwords nobody may choose, because others know them.
struct PasswordsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "passwords", abstract: "Passwords that others know, and nobody may choose.",
        subcommands: [PasswordsImportCommand.self])
}

/// `portpass passwords import`.
struct PasswordsImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Reads lists of common and breached passwords into the register's folder.",
        discussion: """
            A list has a password a line, or the SHA-1 of one in hexadecimal, as collections of breached passwords are published, \
            with a colon and how often it was seen, or without. A folder is read with all that is in it. What was imported \
            before is replaced. A service that runs goes by it when it is started again.
            """)

    @Option(
        name: .long, help: ArgumentHelp("The register's data directory.", valueName: "dir"),
        transform: CommandStreams.resolvePath)
    var data: String

    @Option(
        name: .long,
        help: ArgumentHelp("Leave out what was seen more seldom, where a list says how often.", valueName: "count"))
    var least = 1

    @Argument(
        help: ArgumentHelp("Lists, or folders of them.", valueName: "list"), transform: CommandStreams.resolvePath)
    var lists: [String]

    func run() async throws {
        guard FileManager.default.fileExists(atPath: "\(data)/register.sqlite") else {
            throw PlainError("there is no register in \(data): make one with portpass init --data \(data)")
        }
        let files = try lists.flatMap { try Self.files(at: $0) }
        var writer = KnownPasswordsWriter(path: "\(data)/\(KnownPasswords.fileName)", least: least)
        for file in files {
            do {
                try writer.read(list: file)
            } catch {
                throw PlainError("\(file) can't be read, and nothing was imported")
            }
        }
        let counts = try writer.finish()
        try StandardOutput.write(
            JSONWriter.compact(
                .object([
                    "known": .integer(Int64(counts.known)), "impossible": .integer(Int64(counts.impossible)),
                    "rare": .integer(Int64(counts.rare)), "unreadable": .integer(Int64(counts.unreadable)),
                ])) + [UInt8(ascii: "\n")])
        StandardError.write("portpass: a service that runs goes by it when it is started again\n")
    }

    private static func files(at path: String) throws -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw PlainError("there is no \(path)")
        }
        guard isFolder.boolValue else { return [path] }
        let names = try FileManager.default.subpathsOfDirectory(atPath: path).sorted()
        return names.map { "\(path)/\($0)" }.filter {
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: $0, isDirectory: &isFolder) && !isFolder.boolValue
        }
    }
}
