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
    private static let names = ["index.html", "kiosk.css", "kiosk.js", "zh-Hant.json", "en.json"]
    private static let sizeLimit = 1_000_000

    private let files: [String: [UInt8]]

    init(folder: String) throws {
        var files: [String: [UInt8]] = [:]
        for name in Self.names {
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)"), data.count <= Self.sizeLimit
            else {
                throw KioskError(
                    "\(folder)/\(name) can't be read: install the package again, or name the folder with --web")
            }
            files[name] = Array(data)
        }
        self.files = files
    }

    func add(to router: Router<BasicRequestContext>) {
        for (name, bytes) in files {
            let type = Self.types[(name as NSString).pathExtension] ?? "application/octet-stream"
            let answer: @Sendable (Request, BasicRequestContext) -> Response = { _, _ in
                Response(
                    status: .ok, headers: [.contentType: type],
                    body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
            }
            router.get(RouterPath(name == "index.html" ? "/" : name), use: answer)
        }
    }
}
