package import PassFormat
package import PassVerify

/// The target files of one generation, read and checked together: what a gate applies as a whole, or not at all.
///
/// `keys.json`, `policy.json` and `ops/level.json` must be there; `issued/KID` and `status/N` may be. What is sealed to a port's
/// gates is read by ``PortLists``: a list that can't be opened is no reason to believe a revoked pass.
/// Everything in the set is verified, each status token against the URI of its place. Other files are ignored.
package struct TrustFileSet: Sendable {
    package let keys: TrustedKeys
    package let policy: GatePolicy
    package let levels: SecurityLevels
    package let issuedSets: [KeyID: IssuedSet]
    package let statusLists: StatusLists

    /// - Parameter files: the targets by path.
    package init(files: [String: [UInt8]]) throws(TrustFileError) {
        let keys = try KeysFile.decode(Self.required(KeysFile.path, in: files))
        let policy = try PolicyFile.decode(Self.required(PolicyFile.path, in: files))
        levels = try LevelFile.decode(Self.required(LevelFile.path, in: files))
        var issuedSets: [KeyID: IssuedSet] = [:]
        var statusLists = StatusLists()
        for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
            if let keyID = try IssuedFile.keyID(ofPath: path) {
                issuedSets[keyID] = try IssuedFile.decode(bytes, path: path)
            } else if let number = StatusFile.number(ofPath: path) {
                statusLists[number] = try StatusFile.decode(
                    bytes, path: path, number: number, policy: policy, keys: keys)
            }
        }
        self.keys = keys
        self.policy = policy
        self.issuedSets = issuedSets
        self.statusLists = statusLists
    }

    /// The trust of a generation whose timestamp was issued at this time: seconds since 1970.
    ///
    /// - Parameters:
    ///   - lists: what is sealed to the gates of the port; nil for who can't read it.
    ///   - port: whose gate it is for; nil for a gate of none, which goes by the level that is common.
    package func gateTrust(issued: Int64, lists: PortLists?, port: WireText? = nil) -> GateTrust {
        GateTrust(
            keys: keys, policy: policy, statusLists: statusLists, issuedSets: issuedSets,
            hotList: lists?.hotList ?? .empty, ships: lists?.ships ?? .none,
            level: port.map { levels[$0] } ?? levels.common, issued: issued)
    }

    private static func required(_ path: String, in files: [String: [UInt8]]) throws(TrustFileError) -> [UInt8] {
        guard let bytes = files[path] else { throw .absent(path) }
        return bytes
    }
}
