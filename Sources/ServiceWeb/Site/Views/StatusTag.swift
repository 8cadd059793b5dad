/// How something stands: a word with a shape and a colour of its own. Shown by `{{>tag}}`.
package struct StatusTag {
    package enum Look: String { case waiting, asking, good, bad, over }

    package let look: Look
    package let text: String

    package init(look: Look, text: String) {
        self.look = look
        self.text = text
    }

    package var values: [String: Any] { ["tag": ["look": look.rawValue, "text": text, "sign": sign]] }

    /// Colour carries no meaning alone.
    private var sign: String {
        switch look {
        case .waiting: "…"
        case .asking: "◆"
        case .good: "✓"
        case .bad: "✕"
        case .over: "—"
        }
    }
}
