package import SingleWindows

/// What a window said last of a subject.
package struct WindowState: Hashable, Sendable {
    package let subject: WindowSubject
    package let finding: WindowFinding
    package let source: String
    /// When it was so, by the window's clock; seconds since 1970.
    package let asOf: Int64
    package let since: Int64?
    package let reference: String?
}

/// A subject of a visit; without a state nobody said anything yet.
package struct VisitMatter: Hashable, Sendable {
    package let subject: WindowSubject
    package let state: WindowState?
    /// Whether a question about it was given up.
    package let isStuck: Bool
}
