"""How Dateline tells what it read: the command line, the terminal view, progress and messages.

The only room that opens the store, reads the settings, prints and exits.
"""
