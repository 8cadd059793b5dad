import Foundation
import PassRender

/// Poppler's tools, an implementation of PDF that is not ours.
enum Poppler {
    static let isInstalled = ["pdftoppm", "pdftotext", "pdfinfo", "pdffonts"].allSatisfy {
        FileManager.default.isExecutableFile(atPath: "/usr/bin/" + $0)
    }

    struct Failure: Error { let tool: String, status: Int32, complaint: String }

    /// What the tool writes about a PDF: its name and options, with the file put in at the end.
    static func run(_ tool: String, _ options: [String], _ pdf: [UInt8]) throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory.appending(path: "portpass-\(UUID().uuidString).pdf")
        try Data(pdf).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        let output = Pipe()
        let complaints = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/" + tool)
        process.arguments = options + [file.path(percentEncoded: false)] + (tool == "pdftotext" ? ["-"] : [])
        process.standardOutput = output
        process.standardError = complaints
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        let complaint = try complaints.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        // Poppler exits with 0 over many a damaged file and only says so.
        guard process.terminationStatus == 0, complaint.isEmpty else {
            throw Failure(
                tool: tool, status: process.terminationStatus, complaint: String(decoding: complaint, as: UTF8.self))
        }
        return [UInt8](bytes)
    }

    /// One page as a PNG; pages count from 1.
    static func png(_ pdf: [UInt8], page: Int, dotsPerInch: Int) throws -> [UInt8] {
        try run("pdftoppm", ["-r", "\(dotsPerInch)", "-f", "\(page)", "-l", "\(page)", "-png"], pdf)
    }

    /// The text of all pages.
    static func text(_ pdf: [UInt8]) throws -> String {
        String(decoding: try run("pdftotext", ["-raw"], pdf), as: UTF8.self)
    }
}
