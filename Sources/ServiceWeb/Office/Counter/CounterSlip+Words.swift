import PassRender
import Register

// What a printed slip calls what was received, in both languages that staff and applicant read it in.
extension ApplicationKind {
    var slipLabel: Label {
        switch self {
        case .person: Label("人員通行證", "Pass for a person")
        case .vehicle: Label("車輛通行證", "Pass for a vehicle")
        case .visit: Label("當次通行證", "Single visit")
        }
    }
}

extension PassApplication.Channel {
    var slipLabel: Label {
        switch self {
        case .online: Label("線上", "Online")
        case .counter: Label("臨櫃代填", "Filled in at a counter")
        case .post: Label("郵寄紙本代填", "From a posted form")
        }
    }
}
