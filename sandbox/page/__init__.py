"""The sandbox's page: Discord's server, as a person sees and uses it."""
