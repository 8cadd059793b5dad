/// Fills values into templates.
package struct PageWriter {
    /// Those that templates ask for by name.
    let parts: [String: PageTemplate]
    private var bytes: [UInt8] = []
    /// From the whole page to the innermost section.
    private var scopes: [PageScope] = []

    private init(_ parts: [String: PageTemplate], _ scope: PageScope, capacity: Int) {
        self.parts = parts
        scopes = [scope]
        bytes.reserveCapacity(capacity)
    }

    /// - Parameters:
    ///   - parts: every one that the template may ask for.
    ///   - capacity: bytes that the page will have, about.
    package static func bytes(
        of template: PageTemplate, _ values: PageScope, parts: [String: PageTemplate] = [:], capacity: Int
    ) -> [UInt8] {
        var writer = PageWriter(parts, values, capacity: capacity)
        writer.write(template.pieces)
        return writer.bytes
    }

    private mutating func write(_ pieces: [TemplatePiece]) {
        for piece in pieces {
            switch piece {
            case .markup(let markup): bytes += markup
            case .value(let name, let isEscaped): write(value(name), isEscaped: isEscaped)
            case .item: if case .text(let text)? = scopes.last { HTMLText.append(text, to: &bytes) }
            case .section(let name, let isInverted, let inside):
                let value = value(name)
                if isInverted {
                    if !(value?.isSomething ?? false) { write(inside) }
                } else if let value {
                    write(inside, for: value)
                }
            case .part(let name): write(part: name)
            case .chosenPart(let name): if case .text(let part)? = value(name) { write(part: part) }
            }
        }
    }

    private mutating func write(_ value: PageValue?, isEscaped: Bool) {
        switch value {
        case .text(let text) where isEscaped: HTMLText.append(text, to: &bytes)
        case .markup(let markup) where !isEscaped: bytes += markup
        // A text is never taken for markup.
        case .text, .markup, .flag, .list, .values, nil: break
        }
    }

    private mutating func write(_ inside: [TemplatePiece], for value: PageValue) {
        switch value {
        case .list(let items): for item in items { write(inside, in: item) }
        case .values(let values): write(inside, in: values)
        case .text(let text): if !text.isEmpty { write(inside, in: .text(text)) }
        case .markup, .flag: if value.isSomething { write(inside) }
        }
    }

    private mutating func write(_ inside: [TemplatePiece], in scope: PageScope) {
        scopes.append(scope)
        write(inside)
        scopes.removeLast()
    }

    private mutating func write(part name: String) {
        guard let part = parts[name] else { preconditionFailure("there is no template \(name)") }
        write(part.pieces)
    }

    private func value(_ name: String) -> PageValue? {
        for scope in scopes.reversed() {
            if let value = scope.value(name) { return value }
        }
        return nil
    }
}
