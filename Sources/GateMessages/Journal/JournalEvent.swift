package import PassFormat

/// What a record tells.
package enum JournalEvent: Hashable, Sendable {
    /// Something was shown and decided on.
    case scan(ScanEvent)
    /// A person decided otherwise than, or after, the gate.
    case override(OverrideEvent)
    /// The program started, on a new or an old journal.
    case opened(OpenedEvent)
    /// A generation of trust was put in force: the record's own trust mark names it.
    case trustApplied
    /// The clock was found wrong, or right again, or was set right by people.
    case clock(ClockEvent)
    /// A guard began or ended a shift.
    case shift(guard: WireText, begins: Bool)
    /// Something that a supervisor at the gate was told of.
    case alarm(AlarmEvent)
    /// Somebody came or went whose pass was not read.
    case passage(PassageEvent)
    /// A visitor card came into stock, was given to somebody, or came back.
    case card(CardEvent)
    /// A guard closed a vehicle lane's tray: these scans belong together.
    case tray(TrayEvent)
    /// Everybody is to leave, or that is over, or people were counted.
    case evacuation(EvacuationEvent)
    /// A guard tells the office of something: a task there.
    case report(ReportEvent)
    /// What a shift was, as the next one takes it over.
    case handOver(HandOverEvent)
    /// Who may be on duty changed, or somebody typed too many wrong PINs.
    case guards(GuardsEvent)
    /// A checkpoint of the service's audit log came with the trust: a signed note, as it was published. The gate keeps it, and
    /// brings it back.
    case checkpoint(WireText)
    /// Of a kind this reader does not know: kept, hashed and passed on like any other.
    case unknown(kind: Int64)

    /// The value of key 4 of a record.
    package var kind: Int64 {
        switch self {
        case .scan: 1
        case .override: 2
        case .opened: 3
        case .trustApplied: 4
        case .clock: 5
        case .shift: 6
        case .alarm: 7
        case .passage: 8
        case .card: 9
        case .tray: 10
        case .evacuation: 11
        case .report: 12
        case .handOver: 13
        case .guards: 14
        case .checkpoint: 15
        case .unknown(let kind): kind
        }
    }
}
