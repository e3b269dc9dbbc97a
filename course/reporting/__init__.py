"""What an instructor reads about a class."""
