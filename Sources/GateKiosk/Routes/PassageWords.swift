import GateMessages

// The page's words for what the journal has as numbers.

enum CauseWord: String {
    case typed, visitor, card, emergency, paper, crew

    var cause: PassageEvent.Cause {
        switch self {
        case .typed: .typed
        case .visitor: .visitor
        case .card: .card
        case .emergency: .emergency
        case .paper: .paper
        case .crew: .crew
        }
    }
}

enum DocumentWord: String {
    case identity, passport, resident

    var document: PassageEvent.Document {
        switch self {
        case .identity: .identityCard
        case .passport: .passport
        case .resident: .residentCertificate
        }
    }

    init(_ document: PassageEvent.Document) {
        self =
            switch document {
            case .identityCard: .identity
            case .passport: .passport
            case .residentCertificate: .resident
            }
    }
}

enum AgencyWord: String {
    case ambulance, fire, police, other

    var agency: PassageEvent.Agency {
        switch self {
        case .ambulance: .ambulance
        case .fire: .fire
        case .police: .police
        case .other: .other
        }
    }

    init(_ agency: PassageEvent.Agency) {
        self =
            switch agency {
            case .ambulance: .ambulance
            case .fire: .fire
            case .police: .police
            case .other: .other
            }
    }
}
