"""What is drawn: map, legend, film, paper."""
