import CGD
import Subprocess
import SystemPackage

/// Takes in pictures from outside, each in a child process of its own.
package struct PhotoIntake: Sendable {
    private let program: String
    private let patience: Duration

    /// - Parameters:
    ///   - program: The program whose command `photo-worker` is ``PhotoWorker``: usually the one that runs.
    ///   - patience: how long a worker may take, whatever it waits for.
    package init(program: String = "/proc/self/exe", patience: Duration = .seconds(PhotoLimits.seconds)) {
        self.program = program
        self.patience = patience
    }

    /// What is made of a picture.
    ///
    /// - Throws: `PhotoError`, whatever the picture does to the worker.
    package func jpeg(from picture: [UInt8], as use: PictureUse = .photo) async throws(PhotoError) -> [UInt8] {
        guard picture.count <= PhotoLimits.file else { throw .tooLarge }
        guard PictureHeader(picture) != nil else { throw .notAPicture }
        let status: PhotoWorker.Status?
        let photo: [UInt8]
        do {
            (status, photo) = try await work(on: picture, use)
        } catch {
            throw .cannotRead
        }
        guard let status else { throw .cannotRead }
        if let error = status.error { throw error }
        guard photo.count <= use.longest, PictureHeader(photo)?.format == .jpeg else { throw .cannotRead }
        return photo
    }

    private func work(on picture: [UInt8], _ use: PictureUse) async throws -> (PhotoWorker.Status?, [UInt8]) {
        let (program, patience) = (program, patience)
        let file = try Self.memoryFile(picture)
        return try await withThrowingTaskGroup(of: (PhotoWorker.Status?, [UInt8]).self) { group in
            group.addTask {
                let ended = try await Subprocess.run(
                    .path(FilePath(program)), arguments: [PhotoWorker.command, use.rawValue], environment: .custom([:]),
                    workingDirectory: "/", input: .fileDescriptor(file, closeAfterSpawningProcess: true),
                    output: .bytes(limit: use.longest + 1),
                    error: .discarded)
                guard case .exited(let code) = ended.terminationStatus else { return (nil, []) }
                return (PhotoWorker.Status(rawValue: code), ended.standardOutput)
            }
            group.addTask {
                // The kernel ends a worker by its processor time; this ends one that waits.
                try await Task.sleep(for: patience)
                return (nil, [])
            }
            let first = try await group.next() ?? (nil, [])
            // Kills the worker if it still runs.
            group.cancelAll()
            return first
        }
    }

    /// The picture as an open file: a worker that ends before it has read all of it breaks no pipe of ours.
    private static func memoryFile(_ picture: [UInt8]) throws -> FileDescriptor {
        let file = FileDescriptor(rawValue: portpass_memory_file())
        do {
            _ = try file.writeAll(picture)
            _ = try file.seek(offset: 0, from: .start)
        } catch {
            try? file.close()
            throw error
        }
        return file
    }
}
