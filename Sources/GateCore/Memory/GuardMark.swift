internal import Glibc
internal import SQLStore

/// Says beside the database that this gate has guards, so that one that was lost, rebuilt or put back asks for PINs all the same.
///
/// Set before the first guard is written, and taken away after the last one: in between a gate may ask for a PIN that nobody has,
/// and never for none where there should be one.
struct GuardMark: Sendable {
    let path: String

    /// What can't be told is taken for yes.
    var isSet: Bool {
        var status = stat()
        return unsafe lstat(path, &status) == 0 || errno != ENOENT
    }

    /// - Throws: `StoreError`; then it may not be there after a power cut.
    func set() throws {
        if !isSet { try DurableFile.replace(path, with: [], mode: 0o600) }
    }

    func remove() {
        guard unsafe unlink(path) == 0 else { return }
        try? DurableFile.syncDirectory(of: path)
    }
}
