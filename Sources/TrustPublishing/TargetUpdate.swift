/// What is to be published: names of targets and their bytes.
package enum TargetUpdate: Sendable {
    /// The whole set: what is not in it is no longer listed.
    case everything([String: [UInt8]])
    /// Only what is different; the rest stays as it is published.
    case changes(put: [String: [UInt8]], remove: Set<String> = [])
}
