/// What came of reading a file.
package enum FileContent: Hashable, Sendable {
    /// A folder, pipe or device.
    case notRegular
    /// More bytes than were allowed; they were not all read.
    case tooLarge
    case bytes([UInt8])
}
