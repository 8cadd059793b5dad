/// What is wrong with the settings of messages: a part of a sentence, which whoever knows the file's name completes.
package struct MessageSettingsError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ problem: String) { description = problem }
}
