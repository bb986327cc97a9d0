"""The dashboard as operators run it: image, manifests, and nginx before replicas."""
