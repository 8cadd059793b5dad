/// The attributes that pages use. An address is always one of our own (``SitePath``), never a text.
struct HTMLAttribute: Sendable {
    let name: StaticString
    let value: String

    private init(_ name: StaticString, _ value: String) {
        self.name = name
        self.value = value
    }

    static func id(_ id: String) -> HTMLAttribute { HTMLAttribute("id", id) }
    static func styled(_ name: StaticString) -> HTMLAttribute { HTMLAttribute("class", name.description) }
    static func language(_ tag: StaticString) -> HTMLAttribute { HTMLAttribute("lang", tag.description) }
    static func role(_ role: StaticString) -> HTMLAttribute { HTMLAttribute("role", role.description) }
    static func link(_ path: SitePath) -> HTMLAttribute { HTMLAttribute("href", path.text) }
    /// To an element of this page.
    static func link(toElement id: String) -> HTMLAttribute { HTMLAttribute("href", "#" + id) }
    static func relation(_ relation: StaticString) -> HTMLAttribute { HTMLAttribute("rel", relation.description) }
    static func action(_ path: SitePath) -> HTMLAttribute { HTMLAttribute("action", path.text) }
    static let post = HTMLAttribute("method", "post")
    static func name(_ name: String) -> HTMLAttribute { HTMLAttribute("name", name) }
    static func type(_ type: StaticString) -> HTMLAttribute { HTMLAttribute("type", type.description) }
    static func value(_ value: String) -> HTMLAttribute { HTMLAttribute("value", value) }
    /// Can be jumped to, and is not stepped through.
    static let focusable = HTMLAttribute("tabindex", "-1")
    static func content(_ content: StaticString) -> HTMLAttribute { HTMLAttribute("content", content.description) }
    static let utf8 = HTMLAttribute("charset", "utf-8")
}
