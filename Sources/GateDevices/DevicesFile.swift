internal import Glibc
internal import StrictJSON

/// `HOME/devices.json`: which scanners and which barrier this gate has. Written by whoever sets the gate up.
package enum DevicesFile {
    /// The largest file that is read, in bytes.
    private static let sizeLimit = 65_536

    /// - Returns: No devices where there is no file.
    /// - Throws: `file`, with a sentence that names what is wrong.
    package static func read(home: String) throws(DeviceError) -> Devices {
        let path = home + "/devices.json"
        // Not followed, where it is a link: what it leads to is not the file that was written for this gate.
        let number = unsafe open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        guard number >= 0 else {
            let code = errno
            switch code {
            case ENOENT: return Devices(scanners: [], barrier: nil)
            case ELOOP: throw .file("\(path) is a link: put the file itself there")
            default: throw .file("\(path) can't be read: \(Descriptor.text(of: code))")
            }
        }
        let file = Descriptor(number)
        var status = stat()
        guard unsafe fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .file("\(path) is no file")
        }
        guard status.st_mode & S_IWOTH == 0 else {
            throw .file("\(path) can be written by everybody: chmod o-w it, and see that it says what it should")
        }
        var bytes = [UInt8](repeating: 0, count: sizeLimit + 1)
        var count = 0
        while count < bytes.count {
            let free = bytes.count - count
            let size = unsafe bytes[count...].withUnsafeMutableBytes {
                unsafe Glibc.read(file.number, $0.baseAddress, free)
            }
            if size < 0, errno == EINTR { continue }
            guard size >= 0 else { throw .file("\(path) can't be read: \(Descriptor.text(of: errno))") }
            guard size > 0 else { break }
            count += size
        }
        guard count <= sizeLimit else { throw .file("\(path) is larger than \(sizeLimit) bytes") }
        do {
            return try Devices(json: Array(bytes[..<count]), home: home)
        } catch {
            throw .file("\(path): \(error.description)")
        }
    }
}
