"""The sandbox: a chat platform in one file on this machine, which needs no account and no token."""

PLATFORM = "sandbox"
