/// A column of a form's list: its heading, settled, and where it goes.
struct PaperFormListColumn {
    let texts: [SettledText]
    let x: Double
    let width: Double
}
