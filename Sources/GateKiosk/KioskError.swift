/// Why the kiosk's page can't be shown: one plain sentence.
package struct KioskError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ sentence: String) {
        description = sentence
    }
}
