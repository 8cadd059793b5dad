import Foundation

/// Where things are in a register's data directory.
struct DataFolder {
    let path: String

    /// What any web server, CDN or stick may carry.
    var repository: String { path + "/tuf" }
    /// There when the register was made with `--dev`.
    var developmentMark: String { path + "/development" }

    var keys: KeyFolder {
        KeyFolder(path: path + "/keys", isDevelopment: FileManager.default.fileExists(atPath: developmentMark))
    }
}
