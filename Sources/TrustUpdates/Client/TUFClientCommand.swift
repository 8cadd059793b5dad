import StrictJSON

/// The client command line of TUF conformance testing, without the parsing of options (DESIGN 9: `portgate tuf`).
package struct TUFClientCommand: Sendable {
    private let metadataDirectory: String

    package init(metadataDirectory: String) {
        self.metadataDirectory = metadataDirectory
    }

    /// `init`: trusts a root. Other metadata in the folder stays: what it is good for is decided by the root's keys.
    ///
    /// - Throws: `UpdateError` when the root is not one, or can't be stored.
    package func initialise(root: [UInt8]) throws(UpdateError) {
        _ = try TrustedRoot.check(root)
        try MetadataStore(path: metadataDirectory).write(MetadataRole.root, root)
    }

    /// `refresh`: brings the top-level metadata up to date.
    package func refresh(metadata: any RepositoryFetcher, now: Int64) async throws(UpdateError) {
        // No targets are fetched.
        try await UpdateClient(
            metadataDirectory: metadataDirectory, metadata: metadata, targets: metadata, now: now
        ).refresh()
    }

    /// `download`: fetches targets in order, into files called by their percent-encoded paths. One that is there already
    /// and right is not fetched. Ends with the first that fails.
    package func download(
        _ names: [String], to directory: String, metadata: any RepositoryFetcher, targets: any RepositoryFetcher,
        now: Int64
    ) async throws(UpdateError) {
        let client = UpdateClient(
            metadataDirectory: metadataDirectory, metadata: metadata, targets: targets, now: now)
        let store = TargetStore(path: directory)
        for name in names {
            let path = ExactText(name)
            let held = store.read(path)
            let bytes = try await client.download(path, holding: held)
            if bytes != held { try store.write(path, bytes) }
        }
    }
}
