/// A text to be printed: how large it would like to be, and how small it may get before words are broken.
struct TextItem: Hashable {
    enum Alignment: Hashable {
        case leading
        case center
        case trailing
    }

    /// A line's reach above and below its baseline in ems. The Chinese em box reaches from 0.88 above to 0.12 below.
    struct Leading: Hashable {
        let above: Double
        let below: Double

        static let text = Leading(above: 0.95, below: 0.21)
        /// For running text.
        static let paragraph = Leading(above: 1.06, below: 0.4)
        /// For two short lines that belong together.
        static let label = Leading(above: 0.86, below: 0.18)
        /// For capitals and digits, which have no descenders.
        static let capitals = Leading(above: 0.78, below: 0.05)
    }

    /// Nothing is printed smaller than this many points; what does not fit then is an error, never a cut.
    static let floor = 2.5

    var phrase: Phrase
    var weight: Fonts.Weight
    /// Points.
    var wanted: Double
    /// Points; the layout goes below only when everything else has given way.
    var least: Double
    var ink: Ink
    var alignment: Alignment
    var leading = Leading.text
    /// Nil for as many as it takes.
    var lineLimit: Int?
    /// Lines as even in length as they get; running text fills its lines instead.
    var isBalanced = true

    init(
        _ phrase: Phrase, _ weight: Fonts.Weight, _ wanted: Double, least: Double, _ ink: Ink = .body,
        _ alignment: Alignment = .leading, lineLimit: Int? = nil
    ) {
        self.phrase = phrase
        self.weight = weight
        self.wanted = wanted
        self.least = least
        self.ink = ink
        self.alignment = alignment
        self.lineLimit = lineLimit
    }

    /// The size at `ease`: 1 as wanted, 0 the least, towards -1 ever smaller.
    func size(ease: Double) -> Double {
        max(ease >= 0 ? least + ease * (wanted - least) : least * (1 + 0.75 * ease), Self.floor)
    }
}
