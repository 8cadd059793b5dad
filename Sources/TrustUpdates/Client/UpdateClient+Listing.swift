import StrictJSON

/// Targets that are fetched one by one, beside the generation that is applied as a whole.
extension UpdateClient {
    /// What the newest metadata lists, of the paths that are wanted; and the version of its timestamp.
    ///
    /// - Throws: any `UpdateError`.
    package func listing(
        _ isWanted: (String) -> Bool
    ) async throws(UpdateError) -> (files: [String: TargetFile], version: Int) {
        try await refresh()
        let files = try await allTargets()
        var wanted: [String: TargetFile] = [:]
        for (path, file) in files where isWanted(path.string) { wanted[path.string] = file }
        return (wanted, try established().timestamp.version)
    }

    /// One of them, verified.
    package func fetch(_ path: String, _ file: TargetFile) async throws(UpdateError) -> [UInt8] {
        try await fetchTarget(ExactText(path), file, holding: nil)
    }
}
