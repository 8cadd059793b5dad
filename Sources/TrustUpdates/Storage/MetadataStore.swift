import StrictJSON

/// The client's folder of trusted metadata: `ROLE.json` each, exactly the bytes that were received.
///
/// A file is written under another name, synced, renamed and the folder synced: after a crash there is the old one or the
/// new one.
struct MetadataStore: Sendable {
    /// What a file's state means for the next update.
    enum Held: Hashable {
        case missing
        /// There is something, and it can't be read as a file of this size.
        case unreadable
        case bytes([UInt8])
    }

    let path: String

    /// Reads a role's file without ever failing: what can't be read is fetched again.
    func read(_ role: ExactText, limit: Int) -> Held {
        guard let name = try? MetadataRole.fileName(role) else { return .missing }
        do throws(FileFault) {
            switch try FileDescriptor.folder(at: path).file(name).content(limit: limit) {
            case .bytes(let bytes): return .bytes(bytes)
            case .notRegular, .tooLarge: return .unreadable
            }
        } catch {
            return error.isMissing ? .missing : .unreadable
        }
    }

    /// - Throws: `UpdateError.storage`, `.unsafePath`.
    func write(_ role: ExactText, _ bytes: [UInt8]) throws(UpdateError) {
        try Self.write(bytes, named: try MetadataRole.fileName(role), in: path)
    }

    /// Forgets roles, durably.
    ///
    /// - Throws: `UpdateError.storage`.
    func remove(_ roles: [ExactText]) throws(UpdateError) {
        let names = try roles.map { role throws(UpdateError) in try MetadataRole.fileName(role) }
        do throws(FileFault) {
            let folder = try FileDescriptor.folder(at: path)
            for name in names { try folder.remove(name) }
            try folder.sync()
        } catch {
            throw .storage("old metadata can't be removed from \(path): \(error.sentence)")
        }
    }

    /// Writes a file durably.
    ///
    /// - Throws: `UpdateError.storage`; the old file is then still there.
    static func write(_ bytes: [UInt8], named name: String, in path: String) throws(UpdateError) {
        do throws(FileFault) {
            let folder = try FileDescriptor.folder(at: path)
            // Not ".json", so that nobody takes half a file for metadata. One process owns the folder; what a crash left
            // behind is overwritten.
            let temporary = ".\(name).new"
            do throws(FileFault) {
                let file = try folder.newFile(temporary)
                try file.write(bytes)
                try file.sync()
                try folder.rename(temporary, to: name)
                try folder.sync()
            } catch {
                try? folder.remove(temporary)
                throw error
            }
        } catch {
            throw .storage("\(name) can't be written to \(path): \(error.sentence)")
        }
    }
}
