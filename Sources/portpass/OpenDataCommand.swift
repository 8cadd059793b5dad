import ArgumentParser
import CommandSupport
import Foundation
import OpenData
import Register
import StrictJSON

/// `portpass open-data`: figures for everybody, one release a quarter.
struct OpenDataCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open-data", abstract: "Figures for everybody: one release a quarter.",
        subcommands: [
            OpenDataListCommand.self, OpenDataMakeCommand.self, OpenDataCorrectCommand.self, OpenDataWriteCommand.self,
        ])

    static func line(_ release: DataRelease) -> [UInt8] {
        let cells = release.tables.values.joined().flatMap(\.values)
        var members: JSONObject = [
            "period": .text(release.period.description), "revision": .integer(release.revision),
            "madeAt": .integer(release.madeAt), "cells": .integer(Int64(cells.count)),
            "withheld": .integer(Int64(cells.count { $0 == nil })),
        ]
        if release.revision > 1 { members["reason"] = .text(release.reason.english) }
        return JSONWriter.compact(.object(members)) + [0x0A]
    }
}

/// `portpass open-data list`.
struct OpenDataListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "What was published, and what is due: one JSON object a line.")

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let now = WallClock.now()
        let (releases, due) = try await register.withRegister { register, _ in
            (try await register.dataReleases(), try await register.dueQuarters(now: now))
        }
        for release in releases { try StandardOutput.write(OpenDataCommand.line(release)) }
        for quarter in due {
            let members: JSONObject = ["period": .text(quarter.description), "due": .bool(true)]
            try StandardOutput.write(JSONWriter.compact(.object(members)) + [0x0A])
        }
    }
}

/// `portpass open-data make`.
struct OpenDataMakeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make", abstract: "Makes every release that is due; portpass serve does it by itself.")

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let made = try await register.withRegister { register, principal in
            try await register.makeOpenData(by: principal, now: WallClock.now())
        }
        for release in made { try StandardOutput.write(OpenDataCommand.line(release)) }
    }
}

/// `portpass open-data correct`.
struct OpenDataCorrectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "correct", abstract: "Counts a quarter anew, as another revision.",
        discussion: "The reasons stand in the change log. What was kept back stays kept back.")

    @Argument(help: ArgumentHelp("The quarter, such as 2026Q3.", valueName: "quarter"))
    var quarter: String

    @Option(name: .customLong("reason-zh"), help: "Why, in Chinese.")
    var reasonInChinese: String

    @Option(name: .customLong("reason-en"), help: "Why, in English.")
    var reasonInEnglish: String

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        guard let quarter = Quarter(text: quarter) else { throw PlainError("a quarter is written like 2026Q3") }
        let release = try await register.withRegister { register, principal in
            try await register.makeRelease(
                quarter, correcting: DataText(reasonInChinese, reasonInEnglish), by: principal, now: WallClock.now())
        }
        try StandardOutput.write(OpenDataCommand.line(release))
    }
}

/// `portpass open-data write`.
struct OpenDataWriteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "write", abstract: "Writes what is published under /data into a folder.")

    @Argument(
        help: ArgumentHelp("The folder; it is made where there is none.", valueName: "folder"),
        transform: CommandStreams.resolvePath)
    var folder: String

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let files = try await register.withRegister { register, _ in try await register.dataFiles() }
        guard let files else { throw PlainError("the seeds have no open-data.json: nothing is published") }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw PlainError("\(folder) can't be made: \(Program.sentence(for: error))")
        }
        for file in files.all { try OutputFile.write(file.bytes, to: "\(folder)/\(file.name)") }
        try StandardOutput.write("wrote \(files.all.count) files\n")
    }
}
