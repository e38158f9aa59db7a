"""Scores network flows with an ONNX model that the Network Anomaly Lab has saved."""
