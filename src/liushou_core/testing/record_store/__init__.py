"""The clauses of the storage contract as tests, a class for each part of ``docs/reference/storage-contract.md``."""
