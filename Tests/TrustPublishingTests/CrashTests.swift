import Testing
import TrustPublishing
import TrustUpdates

/// The power goes, or the disk refuses, at every step of a publication.
@Suite("Crashes")
struct CrashTests {
    private static let start = TestRepository.start
    private static let before = TestRepository.files
    private static let after: [String: [UInt8]] = [
        "keys.json": [1], "policy.json": [2], "status/0": [3], "status/2": Array("a third list".utf8),
        "ops/level.json": [],
        "directory/TPE/00": [4],
    ]

    /// Something that is done to a repository with `before` published.
    enum Operation: String, CaseIterable, Sendable {
        case publish
        case resignTimestamp
        case rotateOnlineKeys
        case rotateRootKeys
        case rotateDelegatedKeys

        func run(_ writer: RepositoryWriter, update: TargetUpdate, now: Int64) throws {
            let old = try TestKeys.signers()
            let new = try TestKeys.signers(series: 1)
            switch self {
            case .publish: _ = try writer.publish(update, now: now)
            case .resignTimestamp: _ = try writer.resignTimestamp(now: now)
            case .rotateOnlineKeys:
                _ = try writer.rotateRoot(
                    to: RootKeys(root: try TestKeys.rootSet(), signers: new), rootSigners: try TestKeys.keys(1...2),
                    signers: newOnline, update: update, now: now)
            case .rotateRootKeys:
                _ = try writer.rotateRoot(
                    to: RootKeys(root: try TestKeys.rootSet(4...6), signers: old),
                    rootSigners: try TestKeys.keys(1...6), update: update, now: now)
            case .rotateDelegatedKeys: _ = try writer.rotateDelegatedKeys(to: newDelegated, update: update, now: now)
            }
        }

        /// New keys of the roles that root names, the old of the others.
        private var newOnline: RoleSigners {
            get throws {
                var signers = try TestKeys.signers()
                let new = try TestKeys.signers(series: 1)
                for role in [RepositoryRole.targets, .snapshot, .timestamp] { signers[role] = new[role] }
                return signers
            }
        }

        private var newDelegated: RoleSigners {
            get throws {
                var signers = try TestKeys.signers(series: 1)
                let old = try TestKeys.signers()
                for role in [RepositoryRole.targets, .snapshot, .timestamp] { signers[role] = old[role] }
                return signers
            }
        }

        /// The keys with which the work goes on, before and after.
        var candidates: [RoleSigners] {
            get throws { try [TestKeys.signers(), newOnline, newDelegated] }
        }
    }

    private func initialise(_ disk: SimulatedDisk) throws -> [UInt8] {
        let signers = try TestKeys.signers()
        return try RepositoryWriter(directory: "tuf", signers: signers, files: disk).initialise(
            keys: RootKeys(root: try TestKeys.rootSet(), signers: signers), rootSigners: try TestKeys.keys(1...2),
            now: Self.start)
    }

    /// The contents of a disk with `before` published, and its first root.
    private func prepared() throws -> (files: [String: [UInt8]], folders: Set<String>, root: [UInt8]) {
        let disk = SimulatedDisk()
        let root = try initialise(disk)
        // A retention of nothing, so that removals are among the steps of the next publication.
        let writer = RepositoryWriter(directory: "tuf", signers: try TestKeys.signers(), retention: 0, files: disk)
        _ = try writer.publish(.everything(["status/0": [1], "ops/level.json": [2]]), now: Self.start)
        _ = try writer.publish(.everything(Self.before), now: Self.start + 1)
        let folders = Set(
            disk.files.keys.flatMap { path in
                let parts = path.split(separator: "/").dropLast()
                return parts.indices.map { parts[...$0].joined(separator: "/") }
            })
        return (disk.files, folders.union([""]), root)
    }

    @Test(
        "Whenever the power goes, gates get the old files or the new ones, and the next publication works",
        arguments: Operation.allCases)
    func powerCut(operation: Operation) async throws {
        let prepared = try prepared()
        var step = 0
        var isFinished = false
        var outcomes: Set<Bool> = []
        while !isFinished {
            step += 1
            let disk = SimulatedDisk(files: prepared.files, folders: prepared.folders)
            disk.fail(.powerCut, atStep: step)
            let writer = RepositoryWriter(
                directory: "tuf", signers: try TestKeys.signers(), retention: 0, files: disk)
            do {
                try operation.run(writer, update: .everything(Self.after), now: Self.start + 10)
                // Tidying up comes after the publication, and its failure is not one.
                isFinished = disk.steps < step
            } catch {
                isFinished = false
            }
            for (chance, seed) in [(0.0, 1), (1.0, 1), (0.5, 1), (0.5, 2)] {
                let found = disk.afterPowerCut(chance: chance, seed: UInt64(seed + step * 100))
                let gate = try TestGate(root: prepared.root)
                let old = SimulatedDisk(files: prepared.files, folders: prepared.folders)
                try await gate.update(from: old, now: Self.start + 5)
                let generation = try await gate.update(from: found, now: Self.start + 20)
                let isNew = generation.files == Self.after
                #expect(isNew || generation.files == Self.before)
                if isFinished, operation != .resignTimestamp { #expect(isNew) }
                outcomes.insert(isNew)
                if chance == 1 {
                    // A gate that was never there before, too.
                    try await TestGate(root: prepared.root).update(from: found, now: Self.start + 20)
                }
                try await expectNextPublication(on: found, gate, operation)
            }
        }
        #expect(step > 5)
        if operation != .resignTimestamp { #expect(outcomes == [true, false]) }
    }

    private func expectNextPublication(
        on disk: SimulatedDisk, _ gate: TestGate, _ operation: Operation
    ) async throws {
        var files = Self.after
        files["status/0"] = [42]
        var succeeded = 0
        for signers in try operation.candidates where succeeded == 0 {
            let writer = RepositoryWriter(directory: "tuf", signers: signers, retention: 0, files: disk)
            do throws(RepositoryError) {
                _ = try writer.publish(.everything(files), now: Self.start + 30)
                succeeded += 1
            } catch {
                #expect(error.code == .wrongSigner)
            }
        }
        #expect(succeeded == 1)
        #expect(try await gate.update(from: disk, now: Self.start + 40).files == files)
        #expect(!disk.files.keys.contains { $0.contains(".new-") })
    }

    @Test(
        "Whenever the disk refuses, the error is told, nothing is half there, and trying again works",
        arguments: Operation.allCases, [SimulatedDisk.Fault.refusal, .lateRefusal])
    func refusal(operation: Operation, fault: SimulatedDisk.Fault) async throws {
        let prepared = try prepared()
        var step = 0
        while true {
            step += 1
            let disk = SimulatedDisk(files: prepared.files, folders: prepared.folders)
            disk.fail(fault, atStep: step)
            let writer = RepositoryWriter(directory: "tuf", signers: try TestKeys.signers(), retention: 0, files: disk)
            var failure: RepositoryError?
            do {
                try operation.run(writer, update: .everything(Self.after), now: Self.start + 10)
            } catch let error as RepositoryError {
                failure = error
                #expect(error.code == .fileSystem)
            }
            if disk.steps < step { break }
            let gate = try TestGate(root: prepared.root)
            let generation = try await gate.update(from: disk, now: Self.start + 20)
            #expect([Self.before, Self.after].contains(generation.files))
            if failure == nil, operation != .resignTimestamp { #expect(generation.files == Self.after) }
            // The process goes on with the keys that are right now, and so does another one.
            _ = try writer.publish(.everything(Self.after), now: Self.start + 25)
            // What the failed attempt left unsynced was not taken for granted.
            let found = disk.afterPowerCut(chance: 0, seed: 1)
            let kept = try await TestGate(root: prepared.root).update(from: found, now: Self.start + 27)
            #expect(kept.files == Self.after)
            try await expectNextPublication(on: disk, gate, operation)
        }
        #expect(step > 5)
    }

    @Test("What the disk stores wrongly is noticed before any gate is told of it")
    func corruption() async throws {
        let prepared = try prepared()
        var refusals: Set<String> = []
        var step = 0
        while true {
            step += 1
            let disk = SimulatedDisk(files: prepared.files, folders: prepared.folders)
            disk.fail(.corruption, atStep: step)
            let writer = RepositoryWriter(directory: "tuf", signers: try TestKeys.signers(), files: disk)
            var failure: RepositoryError?
            do throws(RepositoryError) {
                _ = try writer.publish(.everything(Self.after), now: Self.start + 10)
            } catch {
                failure = error
            }
            if disk.steps < step { break }
            // What happens to the timestamp in its place is beyond a writer; gates refuse such a file.
            guard let path = disk.corrupted, path != "metadata/timestamp.json", !path.hasSuffix("superseded.txt") else {
                continue
            }
            let error = try #require(failure)
            refusals.insert(error.code.rawValue)
            let generation = try await TestGate(root: prepared.root).update(from: disk, now: Self.start + 20)
            #expect(generation.files == Self.before)
            _ = try writer.publish(.everything(Self.after), now: Self.start + 30)
            let next = try await TestGate(root: prepared.root).update(from: disk, now: Self.start + 40)
            #expect(next.files == Self.after)
        }
        #expect(refusals == ["file-system", "self-check"])
    }

    @Test("The first publication can be broken off anywhere, too")
    func first() async throws {
        var step = 0
        var isFinished = false
        while !isFinished {
            step += 1
            let disk = SimulatedDisk()
            disk.fail(.powerCut, atStep: step)
            let writer = RepositoryWriter(directory: "tuf", signers: try TestKeys.signers(), files: disk)
            var root: [UInt8]?
            do {
                root = try initialise(disk)
                _ = try writer.publish(.everything(Self.before), now: Self.start)
                isFinished = disk.steps < step
            } catch {
                #expect(error is RepositoryError)
            }
            for (chance, seed) in [(0.0, 1), (1.0, 1), (0.5, 1), (0.5, 2), (0.2, 3)] {
                let found = disk.afterPowerCut(chance: chance, seed: UInt64(seed + step * 100))
                let writer = RepositoryWriter(directory: "tuf", signers: try TestKeys.signers(), files: found)
                if root == nil, found.files["metadata/1.root.json"] == nil { root = try initialise(found) }
                let first = try #require(found.files["metadata/1.root.json"])
                _ = try writer.publish(.everything(Self.after), now: Self.start + 30)
                let generation = try await TestGate(root: first).update(from: found, now: Self.start + 40)
                #expect(generation.files == Self.after)
                root = nil
            }
        }
    }

    @Test("These tests notice a disk that only says it has synced")
    func negativeControl() async throws {
        var broken = 0
        let disk = SimulatedDisk(ignoresSync: true)
        let root = try initialise(disk)
        let writer = RepositoryWriter(directory: "tuf", signers: try TestKeys.signers(), files: disk)
        _ = try writer.publish(.everything(Self.before), now: Self.start)
        for seed: UInt64 in 0..<10 {
            let found = disk.afterPowerCut(chance: 0.9, seed: seed)
            do {
                try await TestGate(root: root).update(from: found, now: Self.start)
            } catch {
                broken += 1
            }
        }
        #expect(broken == 10)
    }
}
