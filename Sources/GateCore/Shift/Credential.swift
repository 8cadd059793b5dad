package import PassFormat

/// Who somebody says to be, and the PIN that shows it.
package struct Credential: Sendable {
    package let name: WireText
    package let pin: PIN

    package init(name: WireText, pin: PIN) {
        self.name = name
        self.pin = pin
    }
}
