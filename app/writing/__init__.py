"""What writes on behalf of a request; beside the command line the one room of app that imports loaders."""
