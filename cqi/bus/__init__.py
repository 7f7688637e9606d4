"""The event bus: NATS with JetStream, as any service of the platform uses it.

    topics  <-  backend  <-  consumers, middleware  |  publishing

`topics` says what is sent.  `backend` is what a bus has to do: `jetstream` does it, and `cqi.testing.MemoryBus` in
tests.  `consumers` hands messages to a handler, and `middleware` is what may stand round one.
"""
