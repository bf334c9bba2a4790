"""The core: it knows no platform, no database and no scheduler."""
