"""Lets others see how the program is: a small server with health in words, and counts for Prometheus."""
