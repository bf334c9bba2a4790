"""What everything behind a port must do, whichever platform or database it is."""
