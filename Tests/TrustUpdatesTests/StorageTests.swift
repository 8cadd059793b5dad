import Foundation
import StrictJSON
import Testing
import TrustUpdates

/// The client's own files.
@Suite struct StorageTests {
    @Test func `Nothing half-written is left, and leftovers of a crash do no harm`() async throws {
        let repository = try TestRepository()
        let gate = try TestGate(repository)
        try gate.write(".timestamp.json.new", [1, 2, 3])
        #expect(await gate.refresh(repository) == nil)
        #expect(gate.names == ["root.json", "timestamp.json", "snapshot.json", "targets.json"])
    }

    @Test func `A folder in the place of a file is refused with a reason`() async throws {
        let repository = try TestRepository()
        for name in ["timestamp.json", "snapshot.json", "targets.json"] {
            let gate = try TestGate(repository)
            try FileManager.default.createDirectory(
                atPath: "\(gate.folder)/\(name)/x", withIntermediateDirectories: true)
            #expect(await gate.refresh(repository) == .storage)
            #expect(!gate.names.contains { $0.hasSuffix(".new") })
        }
    }

    @Test func `Metadata that can't be forgotten stops the update before the new root is trusted`() async throws {
        var repository = try TestRepository()
        let gate = try TestGate(repository)
        repository.signers["timestamp"] = [try TestKey()]
        repository.authorise("timestamp")
        repository.bump("root")
        try repository.publishRoot()
        try FileManager.default.createDirectory(
            atPath: "\(gate.folder)/snapshot.json/x", withIntermediateDirectories: true)
        #expect(await gate.refresh(repository) == .storage)
        #expect(gate.version("root") == 1)
    }

    @Test func `A link in the place of a file is replaced, not followed`() async throws {
        let repository = try TestRepository()
        let gate = try TestGate(repository)
        let other = try TestGate(root: nil)
        try other.write("precious", [1])
        for name in ["timestamp.json", ".timestamp.json.new"] {
            try FileManager.default.createSymbolicLink(
                atPath: "\(gate.folder)/\(name)", withDestinationPath: "\(other.folder)/precious")
        }
        // The temporary name is not written through either.
        #expect(await gate.refresh(repository) == .storage)
        #expect(await gate.refresh(repository) == nil)
        #expect(other.stored("precious") == [1])
    }

    @Test func `A folder that does not exist is no usable root`() async throws {
        let repository = try TestRepository()
        let gate = try TestGate(repository)
        try FileManager.default.removeItem(atPath: gate.folder)
        #expect(await gate.refresh(repository) == .noTrustedRoot)
        #expect(throws: UpdateError.self) {
            try TUFClientCommand(metadataDirectory: gate.folder).initialise(root: repository.firstRoot)
        }
    }

    @Test func `Failed reads, writes and syncs are noticed`() throws {
        let gate = try TestGate(root: nil)
        let folder = try FileDescriptor.folder(at: gate.folder)
        try gate.write("file", [1])
        let readOnly = try folder.file("file")
        #expect(throws: FileFault.self) { try readOnly.write([2]) }
        #expect(gate.stored("file") == [1])
        let writeOnly = try folder.newFile("other")
        #expect(throws: FileFault.self) { try writeOnly.content(limit: 10) }
        #expect(mkfifo("\(gate.folder)/pipe", 0o600) == 0)
        let pipe = try folder.file("pipe")
        #expect(throws: FileFault.self) { try pipe.sync() }
        #expect(throws: FileFault.self) { try folder.rename("none", to: "file") }
        #expect(throws: FileFault.self) { try folder.remove(".") }
        try folder.remove("none")
        try folder.sync()
    }

    @Test func `Much is written as well as little`() throws {
        let gate = try TestGate(root: nil)
        let folder = try FileDescriptor.folder(at: gate.folder)
        let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let file = try folder.newFile("large")
        try file.write(bytes)
        try file.write([])
        #expect(gate.stored("large") == bytes)
    }
}
