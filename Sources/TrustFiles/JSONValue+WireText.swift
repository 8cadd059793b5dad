import PassFormat
import StrictJSON

extension JSONValue {
    /// A text of a pass.
    static func text(_ text: WireText) -> JSONValue { .text(text.string) }

    /// An array of texts of passes.
    static func texts(_ texts: some Sequence<WireText>) -> JSONValue { .texts(texts.map(\.string)) }
}
