/// What is wrong with a file of settings: a part of a sentence, which whoever knows the file's name completes.
package struct SettingsError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ problem: String) { description = problem }
}
