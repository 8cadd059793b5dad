/// Where a text was read. All of them go into the one queue of the desk.
package enum ScanSource: String, Hashable, Sendable, CaseIterable {
    /// A scanner that types into the page.
    case wedge
    /// The page's camera.
    case camera
    /// A scanner that this program has taken for itself.
    case device
}
