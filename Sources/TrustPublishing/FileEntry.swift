/// One name in a directory.
package struct FileEntry: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case file
        case directory
        /// A link, a pipe, a device.
        case other
    }

    package let name: String
    package let kind: Kind

    package init(name: String, kind: Kind) {
        self.name = name
        self.kind = kind
    }
}
