"""Figures about forecasts: how likelihoods turned out, and the graph of a scenario."""
