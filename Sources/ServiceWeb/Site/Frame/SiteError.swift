/// Why the folder of the pages can't be used: one plain sentence that names the file.
package struct SiteError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ file: String, _ problem: String) { description = "the site's \(file): \(problem)" }
}
