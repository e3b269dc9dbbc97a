"""Can everybody read it: notebooks as text, their pictures, and the pages made of them."""
