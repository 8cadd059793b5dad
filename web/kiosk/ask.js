// Asking the gate's program. It answers on this machine, or it does not run.

/// Why something was not done: `problem` has words in the language files, or is "no-answer".
export class Refusal extends Error {
    constructor(problem, retryAfter) {
        super(problem)
        this.problem = problem
        this.retryAfter = retryAfter
    }
}

export async function ask(path, body, { patience = 30000, bytes } = {}) {
    const post = body !== undefined || bytes !== undefined
    let answer
    try {
        answer = await fetch(path, {
            method: post ? "POST" : "GET",
            headers: post ? { "Content-Type": bytes ? "application/octet-stream" : "application/json" } : {},
            body: post ? bytes ?? JSON.stringify(body) : undefined,
            signal: AbortSignal.timeout(patience),
        })
        if (answer.ok) return await answer.json()
    } catch {
        throw new Refusal("no-answer")
    }
    const said = await answer.json().catch(() => ({}))
    throw new Refusal(said.problem ?? "form", said.retryAfter)
}
