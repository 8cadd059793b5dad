/// A text with `{name}` where something is filled in.
package enum Template {
    /// Puts in what `value` says for each name. Names that it does not know stay as they are, braces and all; what was filled in
    /// is not looked at again.
    package static func fill(_ template: String, _ value: (String) -> String?) -> String {
        var result = ""
        var rest = template[...]
        while let opening = rest.firstIndex(of: "{") {
            result += rest[..<opening]
            rest = rest[opening...]
            guard let closing = rest.firstIndex(of: "}"),
                let text = value(String(rest[rest.index(after: opening)..<closing]))
            else {
                result += "{"
                rest = rest.dropFirst()
                continue
            }
            result += text
            rest = rest[rest.index(after: closing)...]
        }
        return result + rest
    }

    /// The names in a template, in order.
    package static func names(in template: String) -> [String] {
        var names: [String] = []
        _ = fill(template) { name in
            names.append(name)
            return ""
        }
        return names
    }
}
