/// What a reader comes upon, in the order of the document.
package enum XMLEvent: Hashable, Sendable {
    case open(name: String, attributes: Int, place: XMLPlace)
    /// The text since the last event, references resolved; never empty. White space between elements is told too.
    case text(String)
    case close(name: String)
}
