import PassCrypto

extension KeyHandle: MessageSigner {}
