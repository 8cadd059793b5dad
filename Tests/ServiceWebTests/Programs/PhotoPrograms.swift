import Foundation
import Photos

/// A child process that gives pictures back as they are, for tests of what is around it.
final class PhotoPrograms {
    private let folder = NSTemporaryDirectory() + "programs-\(UUID().uuidString)"

    init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func intake() throws -> PhotoIntake {
        let path = folder + "/worker"
        try Data("#!/bin/sh\n/bin/cat\n".utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return PhotoIntake(program: path, patience: .seconds(600))
    }

    /// The head of a JPEG of 600 times 600 (ITU-T T.81 annex B): what is looked at before a child process is asked.
    static let jpeg: [UInt8] = [
        0xFF, 0xD8, 0xFF, 0xC0, 0, 0x11, 8, 2, 0x58, 2, 0x58, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1,
    ]
}
