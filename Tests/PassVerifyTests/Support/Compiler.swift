import Foundation
import Testing

/// Type-checks a few lines against the modules that were just built.
enum Compiler {
    private static let modules: URL? = {
        let executable = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        let candidates =
            [executable.deletingLastPathComponent()]
            + CommandLine.arguments.map { URL(fileURLWithPath: $0).deletingLastPathComponent() }
        return candidates.lazy.map { $0.appendingPathComponent("Modules") }.first {
            FileManager.default.fileExists(atPath: $0.appendingPathComponent("PassVerify.swiftmodule").path)
        }
    }()

    private static let swiftc: URL? = {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.lazy.map { URL(fileURLWithPath: String($0)).appendingPathComponent("swiftc") }.first {
            FileManager.default.isExecutableFile(atPath: $0.path)
        }
    }()

    /// The package's folder, from where this file was compiled.
    private static let root = (0..<4).reduce(URL(fileURLWithPath: #filePath)) { url, _ in
        url.deletingLastPathComponent()
    }

    /// As the package manager makes it of the folder's name.
    private static let packageName = String(
        root.lastPathComponent.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })

    static var isThere: Bool { modules != nil && swiftc != nil }

    /// What the compiler says against a file of the package; empty when it takes it.
    static func errors(_ source: String) throws -> String {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).swift")
        try Data(source.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let sources = root.appendingPathComponent("Sources")
        let process = Process()
        let executable: URL = try #require(swiftc)
        process.executableURL = executable
        process.arguments = [
            "-typecheck", "-swift-version", "6", "-package-name", packageName,
            "-I", try #require(modules).path, "-I", sources.appendingPathComponent("CSodium").path,
            "-I", sources.appendingPathComponent("CZlib").path, file.path,
        ]
        let pipe = Pipe()
        process.standardError = pipe
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let text = String(decoding: output, as: UTF8.self)
        return process.terminationStatus == 0 ? "" : text
    }
}
