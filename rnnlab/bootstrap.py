"""Set-up for a machine that has nothing but Python."""
