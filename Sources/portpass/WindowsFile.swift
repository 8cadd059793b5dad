import CommandSupport
import Foundation
import ServiceWeb
import SingleWindows
import WebClient

/// The file that says which single windows are asked, and how they are reached.
struct WindowsFile {
    private static let sizeLimit = 65_536

    let path: String

    func settings() throws -> WindowSettings {
        do {
            return try WindowSettings(json: SmallFile.read(path, limit: Self.sizeLimit))
        } catch let error as SettingsError {
            throw PlainError("the file of single windows \(path) can't be used: \(error)")
        }
    }

    /// The links themselves, with what is missing told before anything has begun.
    static func links(_ settings: WindowSettings) throws -> [SingleWindow: any WindowLink] {
        try settings.ways.mapValues { way in
            switch way {
            case .folder(let folder):
                do throws(FolderError) { return try DropFolder(folder) } catch {
                    throw PlainError("the folder of a single window can't be used: \(error)")
                }
            case .https(let address, let certificate, let key, let authority):
                for file in [certificate, key] + [authority].compactMap(\.self) { try check(file) }
                try checkKey(key)
                return HTTPSWindow(
                    address: address,
                    identity: ClientIdentity(certificate: certificate, key: key, authority: authority))
            }
        }
    }

    private static func check(_ file: String) throws(PlainError) {
        _ = try SmallFile.read(file, limit: 1 << 20)
    }

    /// Whoever has it is us to the window.
    private static func checkKey(_ file: String) throws(PlainError) {
        var status = stat()
        guard stat(file, &status) == 0, status.st_mode & 0o077 == 0 else {
            throw PlainError("others may read the key \(file): let nobody but this user (chmod 600)")
        }
    }
}
