import StrictJSON

/// Downloaded targets in one flat folder, called by their percent-encoded paths.
struct TargetStore: Sendable {
    let path: String

    func read(_ target: ExactText) -> [UInt8]? {
        guard let folder = try? FileDescriptor.folder(at: path),
            let file = try? folder.file(PercentEncoding.encode(target)),
            case .bytes(let bytes) = try? file.content(limit: UpdateLimits().targetFile)
        else { return nil }
        return bytes
    }

    /// - Throws: `UpdateError.storage`, also for a name that is too long.
    func write(_ target: ExactText, _ bytes: [UInt8]) throws(UpdateError) {
        try MetadataStore.write(bytes, named: PercentEncoding.encode(target), in: path)
    }
}
