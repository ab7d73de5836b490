"""The outbox: what waits, what went out, to whom and in what words, and what came back. Nothing is sent by surprise."""
