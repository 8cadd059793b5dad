/// The elements that pages are made of.
enum HTMLTag: String {
    case html, head, title, body, header, main, footer, section, div
    case heading1 = "h1"
    case heading2 = "h2"
    case paragraph = "p"
    case anchor = "a"
    case span, bdi
    case list = "ul"
    case item = "li"
    case descriptions = "dl"
    case term = "dt"
    case description = "dd"
    case form, button
}

/// Those without an end.
enum HTMLVoidTag: String {
    case meta, link, input
}
