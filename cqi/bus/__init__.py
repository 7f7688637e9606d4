"""The event bus: NATS with JetStream, as any service of the platform uses it."""
