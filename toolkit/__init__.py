"""toolkit: raw English news articles in, a validated Parquet data set out."""

__version__ = "0.1.0"
