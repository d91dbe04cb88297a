"""The seeded maker of the example city: who is in it, what they reported, and how the registries wrote it down."""
