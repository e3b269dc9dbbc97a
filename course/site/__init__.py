"""The course as a static book, and as a JupyterLite folder that runs in the browser."""
