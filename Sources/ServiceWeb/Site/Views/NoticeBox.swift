/// A box that something important stands in. Shown by `{{>notice}}`.
package struct NoticeBox {
    package enum Look: String { case plain, warning, success }

    package let look: Look
    package let title: String
    package let text: String

    package init(look: Look = .plain, title: String, text: String) {
        self.look = look
        self.title = title
        self.text = text
    }

    package var values: [String: Any] { ["look": look.rawValue, "heading": title, "text": text] }
}
