"""Who calls: credentials, the identities they prove, and the callers that these belong to."""
