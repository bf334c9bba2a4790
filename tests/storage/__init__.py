"""What is true of our databases beyond what every store must do."""
