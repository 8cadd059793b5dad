/// Where a gate has the sealed parts of its port's directory.
package protocol DirectoryParts: Sendable {
    /// How many there are; 0 while they are not all here.
    var count: Int { get }
    /// A sealed part; nil when it is not here.
    func part(_ number: Int) -> [UInt8]?
}
