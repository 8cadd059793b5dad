package import PassFormat

/// What the sentence on the screen needs beside the code (the placeholders of UX's kiosk table).
///
/// Each case is rendered as one member of the reason's JSON object, named in its comment.
package enum ReasonDetail: Hashable, Sendable {
    /// `date`: seconds since 1970; when a pass starts or has ended.
    case date(Int64)
    /// `days`: whole days since the lists were last renewed.
    case days(Int64)
    /// `ports`: the UN/LOCODEs that the pass does open.
    case ports([WireText])
    /// `gates`: gates of this port that the pass could use.
    case gates([WireText])
    /// `hours`: the windows of the pass's hours table.
    case hours([ScheduleWindow])
    /// `plate`: the plate seen at the gate.
    case plate(WireText)
    /// `names`: the endorsements asked for and missing.
    case names([WireText])
    /// `conditions`: the keys of the restrictions that this gate does not know; `-1` for an unknown hours table.
    case conditions([Int64])
    /// `problem`: what the parser could not accept; never bytes of the input.
    case problem(FormatError)
}
