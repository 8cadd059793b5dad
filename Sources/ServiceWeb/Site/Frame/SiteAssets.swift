import HTTPTypes
import Hummingbird

/// `/assets/…`: style sheets, scripts and drawings, in memory. A script or style sheet names another by `[[asset:NAME]]`.
package struct SiteAssets: Sendable {
    private static let prefix = "/assets/"

    /// By the name in the folder.
    private var addresses: [String: String] = [:]
    /// By the name in the address.
    private var assets: [String: SiteAsset] = [:]

    init(folders: [String]) throws(SiteError) {
        var files: [String: [UInt8]] = [:]
        for folder in folders {
            for name in try Site.names(in: folder) {
                guard files[name] == nil else { throw SiteError("assets/\(name)", "is there already") }
                files[name] = try Site.file(name, in: folder)
            }
        }
        for name in files.keys.sorted() { try add(name, among: files, below: []) }
    }

    func address(of name: String) -> String? { addresses[name] }

    /// Bytes of a file, for who counts a page's weight.
    package func size(at address: String) -> Int? { assets[String(address.dropFirst(Self.prefix.count))]?.size }

    func add(to router: Router<ServiceContext>) {
        for method in [HTTPRequest.Method.get, .head] {
            router.on("assets/:name", method: method) { request, context in
                guard let asset = assets[context.parameters.get("name") ?? ""] else { throw Problem.notFound }
                return try asset.response(to: request)
            }
        }
    }

    private mutating func add(_ name: String, among files: [String: [UInt8]], below: [String]) throws(SiteError) {
        guard addresses[name] == nil else { return }
        guard let file = files[name] else { throw SiteError("assets/\(below.last ?? "")", "asks for \(name)") }
        guard !below.contains(name) else { throw SiteError("assets/\(name)", "asks for itself, by way of \(below)") }
        var bytes = file
        if !name.hasSuffix(".png") {
            guard let text = String(validating: file, as: UTF8.self) else {
                throw SiteError("assets/\(name)", "is not UTF-8")
            }
            for other in Self.references(in: text) { try add(other, among: files, below: below + [name]) }
            bytes = Array(try TemplateFilling(name: name, words: [:], assets: self).fill(text).utf8)
        }
        guard let asset = SiteAsset(name, bytes) else {
            throw SiteError("assets/\(name)", "is of no kind that pages load")
        }
        assets[asset.name] = asset
        addresses[name] = Self.prefix + asset.name
    }

    private static func references(in text: String) -> [String] {
        text.split(separator: "[[asset:").dropFirst().map { String($0.prefix { $0 != "]" }) }
    }
}
