extension TypeSetter {
    /// Settles `item` at the greatest size up to `target` at which it fits `width` and its line limit.
    ///
    /// First whole words at ever smaller sizes down to the item's least; then with words broken; then smaller still.
    ///
    /// - Throws: `doesNotFit` when even the floor is too large.
    borrowing func settle(_ item: TextItem, target: Double, width: Double) throws(RenderError) -> SettledText {
        let least = min(item.least, target)
        var size = target
        while size >= least {
            if let settled = try attempt(item, size, width, breaksWords: false) { return settled }
            if size == least { break }
            size = max(size * 0.96, least)
        }
        while size >= TextItem.floor {
            if let settled = try attempt(item, size, width, breaksWords: true) { return settled }
            if size == TextItem.floor { break }
            size = max(size * 0.96, TextItem.floor)
        }
        throw .doesNotFit(item.phrase.text)
    }

    /// Settles `item` at the greatest size at which it fits a rectangle of `width` x `height`.
    ///
    /// - Throws: `doesNotFit`.
    borrowing func settle(_ item: TextItem, width: Double, height: Double) throws(RenderError) -> SettledText {
        var size = item.wanted
        while true {
            let settled = try settle(item, target: size, width: width)
            if settled.height <= height { return settled }
            guard settled.size > TextItem.floor else { throw .doesNotFit(item.phrase.text) }
            size = max(settled.size * 0.97, TextItem.floor)
        }
    }

    /// The item with 〓 for each character that no font has, and those characters.
    borrowing func withoutMissing(_ item: TextItem) throws(RenderError) -> (TextItem, [Unicode.Scalar]) {
        let missing = try set(item.phrase, weight: item.weight, size: item.wanted, width: nil).missingCharacters()
        var item = item
        item.phrase = item.phrase.replacing(missing)
        return (item, missing)
    }

    /// The same number of lines, as even in length as they get: no single character alone on the last.
    borrowing func balanced(_ settled: SettledText) throws(RenderError) -> SettledText {
        guard var width = settled.wrapWidth, settled.lines.count > 1, !settled.breaksWords else { return settled }
        var best = settled
        var tooNarrow = width / 2
        while width - tooNarrow > settled.size / 4 {
            let middle = (width + tooNarrow) / 2
            if let narrower = try attempt(settled.item, settled.size, middle, breaksWords: false),
                narrower.lines.count == settled.lines.count, narrower.height <= settled.height
            {
                best = narrower
                width = middle
            } else {
                tooNarrow = middle
            }
        }
        return best
    }

    private borrowing func attempt(
        _ item: TextItem, _ size: Double, _ width: Double, breaksWords: Bool
    ) throws(RenderError) -> SettledText? {
        let wraps = item.lineLimit != 1
        let layout = try set(
            item.phrase, weight: item.weight, size: size, width: wraps ? width : nil, breaksWords: breaksWords)
        guard layout.width <= width, layout.lines.count <= item.lineLimit ?? .max else { return nil }
        return SettledText(
            item: item, size: size, wrapWidth: wraps ? width : nil, breaksWords: breaksWords, lines: layout.lines)
    }

}
