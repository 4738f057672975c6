"""The running application: command line, composition root, settings, client, scheduler, health."""
