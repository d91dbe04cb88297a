"""The command line, the one part of app that loads."""
