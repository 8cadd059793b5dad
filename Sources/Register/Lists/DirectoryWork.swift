/// When a publication brings the directory up to date.
package enum DirectoryWork: Hashable, Sendable {
    /// Before it, all of it: for who waits for the command.
    case first
    /// After it, a little, and not every time: for a service at work. A revocation waits for nothing.
    case afterwards
}
