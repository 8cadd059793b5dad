import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import PassCrypto
import Register
import ServiceScenes
import ServiceWeb
import Testing

@Suite("Published files over HTTP")
struct PublishedFilesTests {
    /// Every file of the repository that is published, as paths below its folder.
    private func published(_ scene: SceneRegister) throws -> [String] {
        let files = try FileManager.default.subpathsOfDirectory(atPath: scene.repository)
        return files.filter { path in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: scene.repository + "/" + path, isDirectory: &isFolder)
                && !isFolder.boolValue && path.contains("/")
        }
    }

    @Test("Every published file comes as it is on the disk, with a strong tag, its type and how long it holds")
    func files() async throws {
        let web = try await WebScene()
        try await web.publish()
        let files = try published(web.scene)
        #expect(files.count > 10)
        try await web.application.test(.router) { client in
            for file in files {
                let bytes = [UInt8](try Data(contentsOf: URL(filePath: web.scene.repository + "/" + file)))
                let whole = try await client.get("/tuf/" + file)
                #expect(whole.status == .ok && whole.bytes == bytes, "\(file)")
                #expect(whole.headers[.eTag] == "\"\(Hash.sha256Hex(bytes))\"", "\(file)")
                let isFixed = !file.hasSuffix("/timestamp.json")
                #expect(
                    whole.headers[.cacheControl]
                        == (isFixed ? "public, max-age=31536000, immutable" : "public, no-cache"), "\(file)")
                let type = file.hasSuffix(".json") ? "application/json" : nil
                if let type { #expect(whole.headers[.contentType] == type, "\(file)") }
                if file.contains("/status/") {
                    #expect(whole.headers[.contentType] == "application/statuslist+cwt")
                }
                let head = try await client.executeRequest(uri: "/tuf/" + file, method: .head, headers: [:], body: nil)
                #expect(head.status == .ok && head.bytes.isEmpty)
                #expect(head.headers[.contentLength] == String(bytes.count))
                #expect(head.headers[.eTag] == whole.headers[.eTag])
            }
        }
    }

    @Test("Who has it is told so, by every form of the field")
    func conditional() async throws {
        let web = try await WebScene()
        try await web.publish()
        try await web.application.test(.router) { client in
            let path = "/tuf/metadata/timestamp.json"
            let tag = try #require(try await client.get(path).headers[.eTag])
            for field in [tag, "W/\(tag)", "\"x\", \(tag)", "\"x\" ,\t\(tag) ", "*"] {
                let answer = try await client.get(path, [.ifNoneMatch: field])
                #expect(answer.status == .notModified && answer.bytes.isEmpty, "\(field)")
                #expect(answer.headers[.eTag] == tag && answer.headers[.cacheControl] == "public, no-cache")
            }
            for field in ["\"x\"", "", tag.dropLast() + "x", "x\(tag)", tag.replacingOccurrences(of: "\"", with: "")] {
                #expect(try await client.get(path, [.ifNoneMatch: String(field)]).status == .ok, "\(field)")
            }
            try await web.publish(at: WebScene.now + 1)
            let newer = try await client.get(path, [.ifNoneMatch: tag])
            #expect(newer.status == .ok && newer.headers[.eTag] != tag)
        }
    }

    @Test("The address in a pass gives the list's token, and says when it is another")
    func statusLists() async throws {
        let web = try await WebScene()
        try await web.publish()
        let record = Array(
            """
            {"name":"王大同","idNumber":"A223456781","organisation":"測試公司","kind":"person",
            "term":"temporary","access":{"TWKEL":["A"]},"notBefore":"P0D","notAfter":"P7D"}
            """.utf8)
        guard case .issued(let pass) = try await web.register.issue(record, by: web.scene.by, now: WebScene.now) else {
            Issue.record("nothing was issued")
            return
        }
        try await web.application.test(.router) { client in
            let first = try await client.get("/status/\(pass.list)")
            #expect(first.status == .ok && first.headers[.contentType] == "application/statuslist+cwt")
            let tag = try #require(first.headers[.eTag])
            #expect(try await client.get("/status/\(pass.list)", [.ifNoneMatch: tag]).status == .notModified)
            _ = try await web.register.change(
                .revoke, pass.id, reason: "lost", by: web.scene.by, now: WebScene.now + 1)
            try await web.publish(at: WebScene.now + 2)
            let second = try await client.get("/status/\(pass.list)", [.ifNoneMatch: tag])
            #expect(second.status == .ok && second.bytes != first.bytes)
            for list in ["99", "-1", "00", "0x0", "4294967296", "", "0/", "0/1", "%30"] {
                #expect(try await client.get("/status/\(list)").problem == "not-found", "\(list)")
            }
        }
    }

    @Test(
        "No path leads out of what is published, or to what is no plain file in it",
        arguments: [
            "/tuf/metadata/../superseded.txt", "/tuf/metadata/..%2Fsuperseded.txt", "/tuf/superseded.txt",
            "/tuf/metadata/", "/tuf/metadata", "/tuf/targets/", "/tuf/targets/status", "/tuf/targets/status/",
            "/tuf//metadata/timestamp.json", "/tuf/metadata//timestamp.json", "/tuf/metadata/timestamp.json/",
            "/tuf/metadata/timestamp%2Ejson", "/tuf/metadata/.new-timestamp.json", "/tuf/metadata/link.json",
            "/tuf/metadata/9.link.json", "/tuf/metadata/pipe.json", "/tuf/metadata/9.pipe.json",
            "/tuf/metadata/9.folder.json", "/tuf/targets/../../register.sqlite", "/tuf/targets/%2e%2e/register.sqlite",
            "/tuf/targets/linked/HASH.keys.json", "/tuf/metadata/01.root.json", "/tuf/metadata/0.root.json",
            "/tuf/metadata/1.ROOT.json", "/tuf/targets/a/b/c/d/e/f",
            "/tuf/metadata/\(String(repeating: "9", count: 300)).root.json", "/../register.sqlite", "//etc/passwd",
        ])
    func traversal(path: String) async throws {
        let web = try await WebScene()
        try await web.publish()
        let folder = web.scene.repository
        let manager = FileManager.default
        try "secret".write(toFile: web.scene.folder + "/secret", atomically: true, encoding: .utf8)
        for name in ["link.json", "9.link.json"] {
            try manager.createSymbolicLink(
                atPath: "\(folder)/metadata/\(name)", withDestinationPath: web.scene.folder + "/secret")
        }
        for name in ["pipe.json", "9.pipe.json"] { #expect(mkfifo("\(folder)/metadata/\(name)", 0o644) == 0) }
        try manager.createDirectory(atPath: "\(folder)/metadata/9.folder.json", withIntermediateDirectories: false)
        try manager.createSymbolicLink(
            atPath: "\(folder)/targets/linked", withDestinationPath: "\(folder)/targets")
        let keys = try #require(
            try manager.contentsOfDirectory(atPath: "\(folder)/targets").first { $0.hasSuffix(".keys.json") })
        let hash = String(keys.prefix(64))
        try await web.application.test(.router) { client in
            #expect(try await client.get("/tuf/targets/\(hash).keys.json").status == .ok)
            let answer = try await client.get(path.replacingOccurrences(of: "HASH", with: hash))
            #expect(answer.problem == "not-found", "\(answer.status)")
        }
    }

    @Test("A file of many megabytes comes in pieces, whole")
    func large() async throws {
        let web = try await WebScene()
        try await web.publish()
        let bytes = [UInt8]((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        let name = "\(Hash.sha256Hex(bytes)).big"
        try Data(bytes).write(to: URL(filePath: "\(web.scene.repository)/targets/\(name)"))
        try await web.application.test(.live) { client in
            let answer = try await client.get("/tuf/targets/\(name)")
            #expect(answer.bytes == bytes)
            let head = try await client.executeRequest(
                uri: "/tuf/targets/\(name)", method: .head, headers: [:], body: nil)
            #expect(head.headers[.contentLength] == "3000000" && head.bytes.isEmpty)
        }
    }

    @Test("What was published stays readable while newer things are published, by whoever began with it")
    func duringPublications() async throws {
        let web = try await WebScene()
        try await web.publish()
        try await web.application.test(.router) { client in
            let first = try await client.get("/tuf/metadata/1.snapshot.json")
            #expect(first.status == .ok)
            for second in 1..<20 as Range<Int64> {
                async let publication: Void = web.publish(at: WebScene.now + second)
                for _ in 0..<20 {
                    #expect(try await client.get("/tuf/metadata/timestamp.json").status == .ok)
                    #expect(try await client.get("/tuf/metadata/1.snapshot.json").bytes == first.bytes)
                }
                try await publication
            }
        }
    }
}
