package import StrictJSON

/// Shell patterns over target paths, as python-tuf reads them: `*` any run of characters, `?` one, `[ab]`, `[a-c]` and
/// `[!a]` sets; none of them matches `/` (specification, section 4.5: PATHPATTERN).
package enum PathPattern {
    package static func matches(_ pattern: ExactText, _ path: ExactText) -> Bool {
        let patterns = pattern.string.unicodeScalars.split(separator: "/", omittingEmptySubsequences: false)
        let parts = path.string.unicodeScalars.split(separator: "/", omittingEmptySubsequences: false)
        guard patterns.count == parts.count else { return false }
        return zip(patterns, parts).allSatisfy { pattern, part in
            part.elementsEqual(pattern) && !pattern.contains(where: isSpecial) || wildcard(Array(pattern), Array(part))
        }
    }

    private static func isSpecial(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "*" || scalar == "?" || scalar == "["
    }

    /// Goes back only to the last `*`, so it takes at most pattern times text steps.
    private static func wildcard(_ pattern: [Unicode.Scalar], _ text: [Unicode.Scalar]) -> Bool {
        var (p, t) = (0, 0)
        var star: (pattern: Int, text: Int)?
        while t < text.count {
            if p < pattern.count, pattern[p] == "*" {
                star = (p + 1, t)
                p += 1
            } else if p < pattern.count, let after = one(pattern, p, text[t]) {
                p = after
                t += 1
            } else if let last = star {
                p = last.pattern
                t = last.text + 1
                star = (last.pattern, last.text + 1)
            } else {
                return false
            }
        }
        while p < pattern.count, pattern[p] == "*" { p += 1 }
        return p == pattern.count
    }

    /// The place after the element at `p` when that element matches `scalar`.
    private static func one(_ pattern: [Unicode.Scalar], _ p: Int, _ scalar: Unicode.Scalar) -> Int? {
        switch pattern[p] {
        case "?": p + 1
        case "[": set(pattern, p, scalar)
        default: pattern[p] == scalar ? p + 1 : nil
        }
    }

    /// A set from `[` on; one that has no end is a plain `[`.
    private static func set(_ pattern: [Unicode.Scalar], _ start: Int, _ scalar: Unicode.Scalar) -> Int? {
        var index = start + 1
        let isNegated = index < pattern.count && pattern[index] == "!"
        if isNegated { index += 1 }
        let first = index
        var found = false
        while index < pattern.count, pattern[index] != "]" || index == first {
            if index + 2 < pattern.count, pattern[index + 1] == "-", pattern[index + 2] != "]" {
                if pattern[index] <= scalar, scalar <= pattern[index + 2] { found = true }
                index += 3
            } else {
                if pattern[index] == scalar { found = true }
                index += 1
            }
        }
        guard index < pattern.count else { return scalar == "[" ? start + 1 : nil }
        return found != isNegated ? index + 1 : nil
    }
}
