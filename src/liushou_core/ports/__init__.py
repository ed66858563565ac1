"""NEEDS: what the library asks of the outside, as Protocols and plain values; no implementation."""
