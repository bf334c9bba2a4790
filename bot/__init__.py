"""The core: it knows no platform, no database and no scheduler."""

VERSION = "0.1.0"
"""The program's own; what met a defect is heard again by another one."""
