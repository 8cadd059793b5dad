/// A settled text and its space on the page.
struct Placement: Hashable {
    enum Vertical: Hashable {
        case top
        case middle
        case bottom
    }

    let text: SettledText
    let box: Rectangle
    var vertical = Vertical.top
}
