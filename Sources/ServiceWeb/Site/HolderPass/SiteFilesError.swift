/// A file of the site that is missing, damaged, or at odds with another.
package struct SiteFilesError: Error, Hashable, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}
