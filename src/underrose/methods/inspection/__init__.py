"""What a file holds beside what it shows, and a new file that holds nothing else."""
