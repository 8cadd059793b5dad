import Register

/// The attributes that pages use. An address is always one of our own (``SitePath``), never a text.
struct HTMLAttribute: Sendable {
    let name: StaticString
    /// Nil for one that is only there.
    let value: String?

    private init(_ name: StaticString, _ value: String?) {
        self.name = name
        self.value = value
    }

    static func id(_ id: String) -> HTMLAttribute { HTMLAttribute("id", id) }
    static func styled(_ name: StaticString) -> HTMLAttribute { HTMLAttribute("class", name.description) }
    static func language(_ tag: StaticString) -> HTMLAttribute { HTMLAttribute("lang", tag.description) }
    static func language(_ language: SiteLanguage) -> HTMLAttribute { HTMLAttribute("lang", language.rawValue) }
    static func inputMode(_ mode: StaticString) -> HTMLAttribute { HTMLAttribute("inputmode", mode.description) }
    static func role(_ role: StaticString) -> HTMLAttribute { HTMLAttribute("role", role.description) }
    static func link(_ path: SitePath) -> HTMLAttribute { HTMLAttribute("href", path.text) }
    /// To an element of this page.
    static func link(toElement id: String) -> HTMLAttribute { HTMLAttribute("href", "#" + id) }
    static func relation(_ relation: StaticString) -> HTMLAttribute { HTMLAttribute("rel", relation.description) }
    static func download(_ name: String) -> HTMLAttribute { HTMLAttribute("download", name) }
    static func action(_ path: SitePath) -> HTMLAttribute { HTMLAttribute("action", path.text) }
    static let post = HTMLAttribute("method", "post")
    static let multipart = HTMLAttribute("enctype", "multipart/form-data")
    static let acceptsPictures = HTMLAttribute("accept", "image/*")
    static func source(_ path: SitePath) -> HTMLAttribute { HTMLAttribute("src", path.text) }
    static func alternative(_ text: String) -> HTMLAttribute { HTMLAttribute("alt", text) }
    /// The server says what is wrong with a form, in its own words; the browser does not forestall it.
    static let unchecked = HTMLAttribute("novalidate", nil)
    static func labels(_ id: String) -> HTMLAttribute { HTMLAttribute("for", id) }
    static func name(_ name: String) -> HTMLAttribute { HTMLAttribute("name", name) }
    static func type(_ type: StaticString) -> HTMLAttribute { HTMLAttribute("type", type.description) }
    static func value(_ value: String) -> HTMLAttribute { HTMLAttribute("value", value) }
    static func completion(_ kind: StaticString) -> HTMLAttribute { HTMLAttribute("autocomplete", kind.description) }
    static func describedBy(_ ids: [String]) -> HTMLAttribute {
        HTMLAttribute("aria-describedby", ids.joined(separator: " "))
    }
    static func labelledBy(_ id: String) -> HTMLAttribute { HTMLAttribute("aria-labelledby", id) }
    static func ariaLabel(_ text: String) -> HTMLAttribute { HTMLAttribute("aria-label", text) }
    static let invalid = HTMLAttribute("aria-invalid", "true")
    static let required = HTMLAttribute("required", nil)
    static let checked = HTMLAttribute("checked", nil)
    /// Can be jumped to, and is not stepped through.
    static let focusable = HTMLAttribute("tabindex", "-1")
    static func content(_ content: StaticString) -> HTMLAttribute { HTMLAttribute("content", content.description) }
    static let utf8 = HTMLAttribute("charset", "utf-8")
}
