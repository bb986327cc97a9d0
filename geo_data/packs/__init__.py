"""Article packs: what a reader or a deployer brings is read, checked in words, and written."""
