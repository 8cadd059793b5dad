/// A part of a template that was read.
indirect enum TemplatePiece: Sendable {
    case markup([UInt8])
    /// `{{name}}`; `{{{name}}}` is not escaped, and takes nothing but markup of our own.
    case value(String, isEscaped: Bool)
    /// `{{.}}`: a text of a list, or of the section around it.
    case item
    /// `{{#name}}…{{/name}}`, `{{^name}}…{{/name}}`.
    case section(String, isInverted: Bool, [TemplatePiece])
    /// `{{>name}}`: another template.
    case part(String)
    /// `{{>*name}}`: the one that a value names.
    case chosenPart(String)
}
