"""The contracts, shipped as package data: `importlib.resources.files("toolkit.schemas")`."""
