import PassRender
import Register
import StrictJSON

/// What a phone needs to put a pass on its home screen (W3C Web Application Manifest).
///
/// It says nothing that its address does not say, so that a browser that asks without a cookie gets it; whether there is such a
/// pass is not told.
enum PassManifest {
    static let type = "application/manifest+json"

    static func bytes(_ address: PassAddress, words: PassWords, assets: PassAssets) -> [UInt8] {
        let icons = [
            ("icon.svg", "any", "image/svg+xml"), ("icon-192.png", "192x192", "image/png"),
            ("icon-512.png", "512x512", "image/png"),
        ]
        .map { name, sizes, type -> JSONValue in
            .object([
                "src": .text("\(assets.path)/\(name)"), "sizes": .text(sizes), "type": .text(type),
                "purpose": .text("any maskable"),
            ])
        }
        return JSONWriter.compact(
            .object([
                "id": .text(address.path), "start_url": .text(address.path),
                "scope": .text(PassAddress.folder(address.language)),
                "name": .text("\(words["site"]) \(address.number)"), "short_name": .text(words["site"]),
                "lang": .text(address.language.rawValue), "dir": .text("ltr"), "display": .text("standalone"),
                "background_color": .text("#ffffff"), "theme_color": .text("#005A8C"), "icons": .array(icons),
            ]))
    }
}
