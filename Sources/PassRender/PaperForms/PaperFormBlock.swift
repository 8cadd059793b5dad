/// A piece of a form that is not broken over pages, settled for its width.
struct PaperFormBlock {
    enum Content {
        case title(Label)
        case fields([PaperFormCell])
        case listHeader([PaperFormListColumn])
        case listRow([PaperFormListColumn], number: Int)
        case text([SettledText])
    }

    let content: Content
    let height: Double
    /// Stays on the page of the next: titles, and the header of a list.
    var keepsWithNext = false
    /// What is drawn again on the top of a page that begins with this block.
    var repeated: [PaperFormBlock] = []
}
