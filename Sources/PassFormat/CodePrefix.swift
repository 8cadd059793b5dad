/// The characters a text begins with, which say what it is and in which version of the format.
enum CodePrefix {
    static let length = 4
    static let pass: WireText = "PP1:"
    static let live: WireText = "PL1:"
}
