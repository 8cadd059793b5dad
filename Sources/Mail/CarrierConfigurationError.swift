/// What is wrong with how a carrier was set up, in one plain sentence. Never holds a secret.
package struct CarrierConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ sentence: String) { description = sentence }
}
