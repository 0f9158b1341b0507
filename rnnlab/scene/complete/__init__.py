"""Two beginnings side by side, as pure geometry."""
