import Foundation
import Photos
import Testing

@Suite("Pictures in a child process")
struct PhotoIntakeTests {
    private let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "photos-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    /// An intake whose worker is a shell script. Patient: many tests at once can keep one waiting for minutes.
    private func intake(_ script: String, patience: Duration = .seconds(600)) throws -> PhotoIntake {
        let path = folder + "/worker"
        try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return PhotoIntake(program: path, patience: patience)
    }

    private func picture() throws -> [UInt8] {
        try PhotoMakerTests.picture(width: 600, height: 600).jpeg(quality: 80)
    }

    @Test("The worker is called by its command, with nothing of our environment, and its photo is taken")
    func good() async throws {
        let picture = try picture()
        setenv("PORTPASS_TEST_SECRET", "secret", 1)
        let intake = try intake("[ \"$1\" = photo-worker ] && [ -z \"$PORTPASS_TEST_SECRET\" ] || exit 73; /bin/cat")
        #expect(try await intake.jpeg(from: picture) == picture)
    }

    @Test("What the worker says is told, and whatever becomes of it is an error in words")
    func bad() async throws {
        let picture = try picture()
        let scripts: [(String, PhotoError.Code)] = [
            ("exit 70", .notAPicture), ("exit 71", .tooLarge), ("exit 72", .tooSmall), ("exit 73", .cannotRead),
            ("exit 1", .cannotRead), ("kill -SEGV $$", .cannotRead), ("kill -KILL $$", .cannotRead),
            ("/bin/cat >/dev/null; echo no picture", .cannotRead), ("exit 0", .cannotRead),
            ("/bin/cat; /usr/bin/head -c 1000000 /dev/zero", .cannotRead),
        ]
        for (script, wanted) in scripts {
            let error = await #expect(throws: PhotoError.self, "\(script)") {
                try await intake(script).jpeg(from: picture)
            }
            #expect(error?.code == wanted, "\(script)")
        }
        let missing = await #expect(throws: PhotoError.self) {
            try await PhotoIntake(program: folder + "/none").jpeg(from: picture)
        }
        #expect(missing?.code == .cannotRead)
    }

    @Test("What is no picture, or too large, never reaches a worker")
    func before() async throws {
        let intake = try intake("/usr/bin/touch \(folder)/called")
        for bytes in [[], Array("<svg/>".utf8), [UInt8](repeating: 0xFF, count: PhotoLimits.file + 1)] {
            await #expect(throws: PhotoError.self) { try await intake.jpeg(from: bytes) }
        }
        #expect(!FileManager.default.fileExists(atPath: folder + "/called"))
    }

    @Test("A worker that waits for ever is ended")
    func patience() async throws {
        let intake = try intake("exec /bin/sleep 600", patience: .milliseconds(50))
        let error = await #expect(throws: PhotoError.self) { try await intake.jpeg(from: try picture()) }
        #expect(error?.code == .cannotRead)
    }

    @Test("A caller that goes away takes the worker with it")
    func cancelled() async throws {
        let picture = try picture()
        let intake = try intake("echo $$ >\(folder)/pid; exec /bin/sleep 600")
        let task = Task { try await intake.jpeg(from: picture) }
        var pid: Int32?
        while pid == nil {
            await Task.yield()
            pid = (try? String(contentsOfFile: folder + "/pid", encoding: .utf8))
                .flatMap { Int32($0.trimmingCharacters(in: .newlines)) }
        }
        task.cancel()
        await #expect(throws: PhotoError.self) { try await task.value }
        #expect(kill(try #require(pid), 0) != 0)
    }
}
