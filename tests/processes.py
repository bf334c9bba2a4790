"""Processes of their own for tests that need several, forked from one that has loaded everything they need."""

from multiprocessing import get_context

PROCESSES = get_context("forkserver")
PROCESSES.set_forkserver_preload(
    ["tests.adapters.sandbox.other_process", "tests.contract.test_store_claims", "tests.storage.test_migrate"]
)
