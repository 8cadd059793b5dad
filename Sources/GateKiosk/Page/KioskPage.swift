import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// The page's files, read once: a kiosk whose disk fails still shows its page.
struct KioskPage: Sendable {
    private static let types = [
        "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
        "json": "application/json",
    ]
    private static let first = "index.html"
    private static let sizeLimit = 1_000_000
    private static let most = 200

    private let files: [String: [UInt8]]

    /// - Throws: `KioskError` when a file is missing or the languages differ.
    init(folder: String) throws {
        let names = (FileManager.default.subpaths(atPath: folder) ?? []).filter { Self.type(of: $0) != nil }
        guard names.contains(Self.first), names.count <= Self.most else {
            throw KioskError(
                "\(folder)/\(Self.first) can't be read: install the package again, or name the folder with --web")
        }
        var files: [String: [UInt8]] = [:]
        for name in names {
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)"), data.count <= Self.sizeLimit
            else {
                throw KioskError(
                    "\(folder)/\(name) can't be read: install the package again, or name the folder with --web")
            }
            files[name] = Array(data)
        }
        try LanguageFiles.check(files)
        self.files = files
    }

    func add(to router: Router<BasicRequestContext>) {
        for (name, bytes) in files {
            let type = Self.type(of: name) ?? ""
            let answer: @Sendable (Request, BasicRequestContext) -> Response = { _, _ in
                Response(
                    status: .ok, headers: [.contentType: type],
                    body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
            }
            router.get(RouterPath(name == Self.first ? "/" : name), use: answer)
        }
    }

    private static func type(of name: String) -> String? { types[(name as NSString).pathExtension] }
}
